package dev.partywall.spring.boot.host;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import dev.partywall.core.resolve.Caller;
import dev.partywall.spring.boot.host.HostApiProperties.Authorities;
import dev.partywall.spring.boot.host.Needs.Permission;
import dev.partywall.spring.boot.web.CallerSource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/** Lets those use the API who are users of the host and may do what they ask for. */
final class Access implements HandlerInterceptor {

  private static final Set<String> OWN = Set.of("same-origin", "none");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final Authorities authorities;
  private final @Nullable CallerSource callers;

  /**
   * @param callers who calls; null if anybody may do anything
   */
  Access(Authorities authorities, @Nullable CallerSource callers) {
    this.authorities = authorities;
    this.callers = callers;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getPackage() == Access.class.getPackage()
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      refuseOtherSites(request);
      check(request, needed(method));
    }
    return true;
  }

  /**
   * Pages of other origins, those of tenants among them, could otherwise make a browser use what it knows of a user:
   * cookies and passwords. A token it does not send by itself. Over plain HTTP they say only the origin.
   */
  private static void refuseOtherSites(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean own = site == null ? WebUtils.isSameOrigin(new ServletServerHttpRequest(request)) : OWN.contains(site);
    if (!own && !READING.contains(request.getMethod()) && !hasToken(request)) {
      throw refused("cross-site-request", "The request is another site's", "Send it from a page of this origin.");
    }
  }

  private static boolean hasToken(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length());
  }

  private static Permission needed(HandlerMethod method) {
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs == null) {
      throw new IllegalStateException(method + " does not say what it needs");
    }
    return needs.value();
  }

  private void check(HttpServletRequest request, Permission needed) {
    if (!(Scope.current().tenancy() instanceof Tenancy.OfHost)
        || TenantSession.current().state() != TenantSession.State.HOST_USER) {
      throw refused("host-only", "Only users of the host are served here", "Log in as a user of the host.");
    }
    if (callers != null && !isGranted(callers.caller(request), authority(needed))) {
      throw refused(
          "permission-missing",
          "You may not do this",
          "It needs the authority '" + authority(needed) + "', which you were not granted.");
    }
  }

  private static boolean isGranted(Optional<Caller> caller, String authority) {
    return caller.isPresent() && caller.get().authorities().contains(authority);
  }

  private String authority(Permission permission) {
    return switch (permission) {
      case READ -> authorities.read();
      case WRITE -> authorities.write();
      case PURGE -> authorities.purge();
    };
  }

  private static ProblemException refused(String code, String title, String detail) {
    return new ProblemException(Problem.of(403, code, title, detail));
  }
}
