package dev.partywall.example.crm.security;

import dev.partywall.core.Tenancy;
import dev.partywall.core.settings.Setting;
import dev.partywall.core.settings.Settings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets those in who are logged in, and anybody where the tenant's setting {@code crm.open} says so, as the demo's do.
 * Where nobody is named, what comes later refuses or offers a choice.
 */
record OpenTenants(Settings settings) implements AuthorizationManager<RequestAuthorizationContext> {

  private static final Setting<Boolean> OPEN = Setting.of("crm.open", Boolean.class, false);
  private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> user, RequestAuthorizationContext request) {
    return new AuthorizationDecision(isOpen() || TRUST.isAuthenticated(user.get()));
  }

  private boolean isOpen() {
    return Tenancy.find().map(tenancy -> tenancy.tenant().isPresent() && settings.get(OPEN)).orElse(true);
  }
}
