package dev.partywall.spring.boot.security;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
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
 * say who its issuer is, and whoever that lets in is a user of this tenant, whatever the token says.
 */
public final class TenantIssuers implements AuthenticationManagerResolver<HttpServletRequest> {

  /** The setting of tenants with the URL of their issuer. */
  public static final String SETTING = "oidc.issuer";

  private final Function<Tenant, Optional<String>> issuers;
  private final Function<String, JwtDecoder> decoders;
  private final String tenantClaim;
  private final JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();

  /** By issuer, so that one that many tenants share is asked for its keys once. */
  private final ConcurrentMap<String, JwtDecoder> known = new ConcurrentHashMap<>();

  /**
   * @param issuers the issuer's URL of a tenant; none for a tenant without tokens
   * @param decoders reads and checks tokens of an issuer
   * @param tenantClaim the claim that names the user's tenant: a token that has it has to name this one
   */
  public TenantIssuers(
      Function<Tenant, Optional<String>> issuers, Function<String, JwtDecoder> decoders, String tenantClaim) {
    this.issuers = issuers;
    this.decoders = decoders;
    this.tenantClaim = tenantClaim;
  }

  /** By the tenants' setting {@code oidc.issuer}, whose keys are found as OpenID Connect says. */
  public static TenantIssuers bySetting(String tenantClaim) {
    return new TenantIssuers(TenantIssuers::setting, JwtDecoders::fromIssuerLocation, tenantClaim);
  }

  /** The setting, written with a dot or as one within another. */
  private static Optional<String> setting(Tenant tenant) {
    Object flat = tenant.settings().get(SETTING);
    Object nested = tenant.settings().get("oidc") instanceof Map<?, ?> oidc ? oidc.get("issuer") : null;
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
    String issuer =
        issuers.apply(tenant).orElseThrow(() -> new InvalidBearerTokenException("The tenant has no issuer of tokens"));
    Jwt token = decoded(issuer, bearer.getToken());
    requireNoOther(tenant, token);
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

  private void requireNoOther(Tenant tenant, Jwt token) {
    Object claimed = token.getClaims().get(tenantClaim);
    boolean other =
        claimed != null
            && !claimed.toString().equalsIgnoreCase(tenant.name().toString())
            && !claimed.toString().equals(tenant.id().toString());
    if (other) {
      throw new InvalidBearerTokenException("The token is for another tenant");
    }
  }
}
