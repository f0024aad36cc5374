package dev.partywall.spring.boot.identity;

import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.identity.Identity;
import dev.partywall.identity.LogIn;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Logs users in by name and password, among those of whoever the request's address is for. */
public final class IdentityLogIn implements AuthenticationProvider {

  private final Identity identity;

  public IdentityLogIn(Identity identity) {
    this.identity = identity;
  }

  @Override
  public Authentication authenticate(Authentication given) {
    Tenancy tenancy =
        Tenancy.find()
            .orElseThrow(() -> new BadCredentialsException("The address names neither a tenant nor the host"));
    Object password = given.getCredentials();
    IdentityUser user = user(tenancy, attempt(given.getName(), password == null ? "" : password.toString()));
    UsernamePasswordAuthenticationToken authenticated =
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
    authenticated.setDetails(given.getDetails());
    return authenticated;
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }

  /** Who is logged in by this, or the exception that says why nobody is. */
  static IdentityUser user(Tenancy tenancy, LogIn answer) {
    return switch (answer) {
      case LogIn.Succeeded(var account) -> {
        Optional<Tenant> tenant = tenancy.tenant();
        yield IdentityUser.of(account, tenant.map(Tenant::id).orElse(null), tenant.map(Tenant::epoch).orElse(0L));
      }
      case LogIn.Failed() -> throw new BadCredentialsException("Name or password is wrong");
      case LogIn.LockedOut() -> throw new LockedException("There were too many failures; try again later");
      case LogIn.ChangeRequired(var user) -> throw new CredentialsExpiredException("The password has to be changed");
      case LogIn.Barred(var user) -> throw new DisabledException("The user is locked or disabled");
    };
  }

  private LogIn attempt(String name, String password) {
    try {
      return identity.logIns().attempt(name, password);
    } catch (PartywallException e) {
      throw new InternalAuthenticationServiceException("Users cannot be looked up", e);
    }
  }
}
