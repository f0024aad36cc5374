package dev.partywall.spring.boot.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Tokens of our own users. A token says who the user is and since when, not what the user may do: that is looked up, so
 * that a token is small and never out of date.
 */
public final class IdentityTokens implements AuthenticationManagerResolver<HttpServletRequest> {

  private static final String ISSUER = "urn:partywall:identity";
  private static final String TENANT = "tenant";
  private static final String EPOCH = "epoch";
  private static final String STAMP = "stamp";
  private static final String ACTING = "acting";

  private final JwtEncoder encoder;
  private final JwtDecoder decoder;
  private final Duration lifetime;
  private final TenantId.Kind idKind;
  private final LoggedIn loggedIn;

  IdentityTokens(IdentityProperties.Token settings, TenantId.Kind idKind, LoggedIn loggedIn) {
    JWK current = key(String.valueOf(settings.secret()));
    List<JWK> keys =
        Stream.concat(Stream.of(current), settings.previousSecrets().stream().map(IdentityTokens::key)).toList();
    this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(current)));
    this.decoder = decoder(new JWKSet(new ArrayList<>(keys)));
    this.lifetime = settings.lifetime();
    this.idKind = idKind;
    this.loggedIn = loggedIn;
  }

  /** Known by a part of its hash, so that a token says which secret it was signed with. */
  private static JWK key(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new OctetSequenceKey.Builder(bytes)
          .keyID(HexFormat.of().formatHex(hash, 0, 4))
          .algorithm(JWSAlgorithm.HS256)
          .build();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static JwtDecoder decoder(JWKSet keys) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier((_, _) -> {}); // the validators below look
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(Duration.ofSeconds(5)), new JwtIssuerValidator(ISSUER)));
    return decoder;
  }

  /** How long a token is good. */
  public Duration lifetime() {
    return lifetime;
  }

  /** A token of this user. */
  public String issue(IdentityUser user) {
    return issue(user, Instant.now().plus(lifetime));
  }

  /** A token of this user that is good for the usual time, and not longer than until then. */
  String issue(IdentityUser user, Instant until) {
    Instant now = Instant.now();
    Instant usual = now.plus(lifetime);
    JwtClaimsSet.Builder claims =
        JwtClaimsSet.builder()
            .issuer(ISSUER)
            .subject(user.id().toString())
            .issuedAt(now)
            .expiresAt(until.isBefore(usual) ? until : usual)
            .claim(STAMP, user.stamp());
    TenantId tenant = user.tenantId();
    if (tenant != null) {
      claims.claim(TENANT, tenant.toString()).claim(EPOCH, String.valueOf(user.epoch()));
    }
    if (user.acting() != null) {
      claims.claim(ACTING, user.acting().toString());
    }
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
    return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return this::authenticate;
  }

  private Authentication authenticate(Authentication given) {
    if (!(given instanceof BearerTokenAuthenticationToken bearer)) {
      throw new AuthenticationServiceException("Not a bearer token: " + given.getClass());
    }
    Jwt token = decoded(bearer.getToken());
    IdentityUser user;
    try {
      user = user(token);
    } catch (PartywallException e) {
      throw new AuthenticationServiceException("The token cannot be verified at the moment", e);
    }
    TokenHolder authenticated = new TokenHolder(token, user);
    authenticated.setDetails(given.getDetails());
    return authenticated;
  }

  private Jwt decoded(String token) {
    try {
      return decoder.decode(token);
    } catch (JwtException e) {
      throw new InvalidBearerTokenException("The token is not one of ours, or has expired", e);
    }
  }

  /** Whose tenant is not served is refused later, with the reason. */
  private IdentityUser user(Jwt token) {
    UUID id = UUID.fromString(token.getSubject());
    String text = token.getClaimAsString(TENANT);
    TenantId tenant = text == null ? null : idKind.parse(text);
    Long epoch = tenant == null ? null : Long.valueOf(token.getClaimAsString(EPOCH));
    if (tenant != null && epoch != null && !loggedIn.isServed(tenant)) {
      return IdentityUser.unserved(id, tenant, epoch);
    }
    IdentityUser user =
        loggedIn
            .now(id, tenant, epoch, String.valueOf(token.getClaimAsString(STAMP)))
            .orElseThrow(() -> new InvalidBearerTokenException("The session has ended"));
    return withActing(user, token.getClaimAsString(ACTING));
  }

  private IdentityUser withActing(IdentityUser user, @Nullable String acting) {
    return acting == null
        ? user
        : loggedIn
            .acting(user, UUID.fromString(acting))
            .orElseThrow(() -> new InvalidBearerTokenException("Acting has ended"));
  }
}
