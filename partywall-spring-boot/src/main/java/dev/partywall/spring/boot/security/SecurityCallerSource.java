package dev.partywall.spring.boot.security;

import dev.partywall.core.resolve.Caller;
import dev.partywall.spring.boot.web.CallerSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** The caller as Spring Security authenticated it. */
final class SecurityCallerSource implements CallerSource {

  private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

  private final String tenantClaim;
  private final @Nullable String userClaim;
  private final ClaimReader reader;

  SecurityCallerSource(String tenantClaim, @Nullable String userClaim, ClaimReader reader) {
    this.tenantClaim = tenantClaim;
    this.userClaim = userClaim;
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
    return new Caller(
        userId(authentication),
        tenants(authentication),
        authentication.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private List<String> tenants(Authentication authentication) {
    return values(
        authentication.getPrincipal() instanceof TenantPrincipal principal
            ? principal.tenant()
            : reader.claims(authentication).get(tenantClaim));
  }

  private String userId(Authentication authentication) {
    Object claimed = userClaim == null ? null : reader.claims(authentication).get(userClaim);
    return claimed == null ? authentication.getName() : claimed.toString();
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
