package dev.partywall.spring.boot.security;

import dev.partywall.core.TenantId;
import dev.partywall.core.resolve.Caller;
import dev.partywall.spring.boot.web.CallerSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** The caller as Spring Security authenticated it. */
final class SecurityCallerSource implements CallerSource {

  private static final long NO_EPOCH = -1;
  private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

  private final String tenantClaim;
  private final @Nullable String userClaim;
  private final @Nullable String epochClaim;
  private final ClaimReader reader;

  SecurityCallerSource(
      String tenantClaim, @Nullable String userClaim, @Nullable String epochClaim, ClaimReader reader) {
    this.tenantClaim = tenantClaim;
    this.userClaim = userClaim;
    this.epochClaim = epochClaim;
    this.reader = reader;
  }

  @Override
  public Optional<Caller> caller(HttpServletRequest request) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && TRUST.isAuthenticated(authentication)
        ? Optional.of(caller(authentication))
        : Optional.empty();
  }

  private Caller caller(Authentication authentication) {
    Set<String> authorities =
        authentication.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    return authentication.getPrincipal() instanceof TenantPrincipal principal
        ? ofPrincipal(principal, authentication, authorities)
        : ofClaims(authentication, authorities);
  }

  private Caller ofPrincipal(TenantPrincipal principal, Authentication authentication, Set<String> authorities) {
    TenantId id = principal.tenantId();
    String user = principal.userId();
    return new Caller(
        user == null ? userId(authentication) : user,
        id == null ? values(principal.tenant()) : List.of(),
        authorities,
        id,
        principal.epoch());
  }

  private Caller ofClaims(Authentication authentication, Set<String> authorities) {
    Map<String, Object> claims = reader.claims(authentication);
    List<String> tenants = values(claims.get(tenantClaim));
    Caller caller = new Caller(userId(authentication), tenants, authorities);
    return epochClaim == null || tenants.isEmpty() ? caller : caller.withEpoch(epoch(claims.get(epochClaim)));
  }

  private String userId(Authentication authentication) {
    Object claimed = userClaim == null ? null : reader.claims(authentication).get(userClaim);
    return claimed == null ? authentication.getName() : claimed.toString();
  }

  /** One that no tenant has, if the claim is missing or says nothing. */
  private static long epoch(@Nullable Object claim) {
    try {
      return claim == null ? NO_EPOCH : Long.parseLong(claim.toString());
    } catch (NumberFormatException e) {
      return NO_EPOCH;
    }
  }

  /** A list that is there and empty says nothing, which is refused; it does not make a user of the host. */
  private static List<String> values(@Nullable Object claim) {
    return switch (claim) {
      case null -> List.of();
      case Collection<?> several when several.isEmpty() -> List.of("");
      case Collection<?> several -> several.stream().map(String::valueOf).toList();
      default -> List.of(claim.toString());
    };
  }
}
