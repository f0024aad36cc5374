package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import dev.partywall.identity.Acting;
import dev.partywall.identity.Identity;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** Takes note of each request that a user of the host makes in a tenant, however that was allowed. */
final class ActingFilter implements Filter {

  /** The log's key for who acts. */
  static final String KEY = "acting";

  private final Identity identity;
  private final LoggedIn loggedIn;
  private final ActingSessions sessions;

  ActingFilter(Identity identity, LoggedIn loggedIn, ActingSessions sessions) {
    this.identity = identity;
    this.loggedIn = loggedIn;
    this.sessions = sessions;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    endExpired(request, response);
    TenantSession session = TenantSession.current();
    String user = session.userId();
    boolean acts =
        user != null
            && session.state() == TenantSession.State.HOST_USER
            && Tenancy.find().flatMap(Tenancy::tenant).isPresent();
    if (user == null || !acts || !(request instanceof HttpServletRequest http)) {
      chain.doFilter(request, response);
      return;
    }
    Acting acting = LoggedIn.user().flatMap(loggedIn::acting).orElse(null);
    identity.actings().acted(acting, user, http.getMethod() + " " + http.getRequestURI());
    try (MDC.MDCCloseable _ = MDC.putCloseable(KEY, user)) {
      chain.doFilter(request, response);
    }
  }

  /** Who has acted for as long as was allowed has its own authorities again. */
  private void endExpired(ServletRequest request, ServletResponse response) {
    IdentityUser user = LoggedIn.user().orElse(null);
    if (user != null
        && user.acting() != null
        && loggedIn.acting(user).isEmpty()
        && request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      sessions.forget(user, http, answer);
    }
  }
}
