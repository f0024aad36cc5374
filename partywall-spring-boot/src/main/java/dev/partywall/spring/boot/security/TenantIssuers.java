package dev.partywall.spring.boot.security;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/**
 * Accepts tokens of each tenant's own issuer, and of no other: {@code http.oauth2ResourceServer(server ->
 * server.authenticationManagerResolver(tenantIssuers))}. The address says whose the request is, the tenant's settings
 * say who its issuer is. A token is good for this tenant if it names it, or is for the tenant's audience: an issuer may
 * give tokens to others as well.
 */
public final class TenantIssuers implements AuthenticationManagerResolver<HttpServletRequest> {

  /** The setting of tenants with the URL of their issuer. */
  public static final String SETTING = "oidc.issuer";

  /** The setting of tenants with the audience that tokens have to be for, where they do not name the tenant. */
  public static final String AUDIENCE_SETTING = "oidc.audience";

  private static final String GROUP = "oidc.";

  private final Function<Tenant, Optional<Issuer>> issuers;
  private final Function<String, JwtDecoder> decoders;
  private final String tenantClaim;
  private final JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();

  /** By issuer, so that one that many tenants share is asked for its keys once. */
  private final ConcurrentMap<String, JwtDecoder> known = new ConcurrentHashMap<>();

  /**
   * Who gives tokens to a tenant's users.
   *
   * @param url the issuer's URL
   * @param audience whom tokens have to be for that do not name the tenant; null if each has to name it
   */
  public record Issuer(String url, @Nullable String audience) {}

  /**
   * @param issuers the issuer of a tenant; none for a tenant without tokens
   * @param decoders reads and checks tokens of an issuer
   * @param tenantClaim the claim that names the user's tenant: a token that has it has to name this one
   */
  public TenantIssuers(
      Function<Tenant, Optional<Issuer>> issuers, Function<String, JwtDecoder> decoders, String tenantClaim) {
    this.issuers = issuers;
    this.decoders = decoders;
    this.tenantClaim = tenantClaim;
  }

  /**
   * By the tenants' settings {@code oidc.issuer}, whose keys are found as OpenID Connect says, and {@code
   * oidc.audience}.
   */
  public static TenantIssuers bySetting(String tenantClaim) {
    return new TenantIssuers(TenantIssuers::ofSettings, JwtDecoders::fromIssuerLocation, tenantClaim);
  }

  private static Optional<Issuer> ofSettings(Tenant tenant) {
    return setting(tenant, SETTING).map(url -> new Issuer(url, setting(tenant, AUDIENCE_SETTING).orElse(null)));
  }

  /** The setting, written with a dot or as one within another. */
  private static Optional<String> setting(Tenant tenant, String name) {
    Object flat = tenant.settings().get(name);
    Object nested =
        tenant.settings().get("oidc") instanceof Map<?, ?> oidc ? oidc.get(name.substring(GROUP.length())) : null;
    return Optional.ofNullable(flat == null ? nested : flat).map(Object::toString).filter(text -> !text.isBlank());
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    Tenant tenant = Tenancy.find().flatMap(Tenancy::tenant).orElse(null);
    return given -> authenticate(tenant, given);
  }

  private Authentication authenticate(@Nullable Tenant tenant, Authentication given) {
    if (!(given instanceof BearerTokenAuthenticationToken bearer)) {
      throw new AuthenticationServiceException("Not a bearer token: " + given.getClass());
    }
    if (tenant == null) {
      throw new InvalidBearerTokenException("The address names no tenant that is served");
    }
    Issuer issuer =
        issuers.apply(tenant).orElseThrow(() -> new InvalidBearerTokenException("The tenant has no issuer of tokens"));
    Jwt token = decoded(issuer.url(), bearer.getToken());
    requireFor(tenant, issuer.audience(), token);
    String subject = token.getSubject();
    if (subject == null) {
      throw new InvalidBearerTokenException("The token says of no user");
    }
    Collection<GrantedAuthority> granted = authorities.convert(token);
    JwtAuthenticationToken authenticated = new JwtAuthenticationToken(token, new IssuedUser(subject, tenant), granted);
    authenticated.setDetails(given.getDetails());
    return authenticated;
  }

  private Jwt decoded(String issuer, String token) {
    try {
      Jwt decoded = known.computeIfAbsent(issuer, decoders).decode(token);
      // The decoder of the application's own may not have looked.
      if (decoded.getIssuer() == null || !decoded.getIssuer().toString().equals(issuer)) {
        throw new InvalidBearerTokenException("The token is of another issuer");
      }
      return decoded;
    } catch (BadJwtException e) {
      throw new InvalidBearerTokenException("The token is not one of the tenant's issuer, or has expired", e);
    } catch (JwtException | IllegalArgumentException | IllegalStateException e) {
      throw new AuthenticationServiceException("The tenant's issuer of tokens does not answer", e);
    }
  }

  private void requireFor(Tenant tenant, @Nullable String audience, Jwt token) {
    Object claimed = token.getClaims().get(tenantClaim);
    boolean unnamed = claimed == null && (audience == null || !audiences(token).contains(audience));
    boolean other =
        claimed != null
            && !claimed.toString().equalsIgnoreCase(tenant.name().toString())
            && !claimed.toString().equals(tenant.id().toString());
    if (other) {
      throw new InvalidBearerTokenException("The token is for another tenant");
    }
    if (unnamed) {
      throw new InvalidBearerTokenException("The token neither names the tenant nor is for its audience");
    }
  }

  private static List<String> audiences(Jwt token) {
    return Optional.ofNullable(token.getAudience()).orElse(List.of());
  }
}
