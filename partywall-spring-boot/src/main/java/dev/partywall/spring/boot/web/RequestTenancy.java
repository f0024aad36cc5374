package dev.partywall.spring.boot.web;

import dev.partywall.core.TenantSession;
import dev.partywall.core.resolve.Caller;
import dev.partywall.core.resolve.Refusal;
import dev.partywall.core.resolve.Resolution;
import dev.partywall.core.resolve.TenantResolution;
import dev.partywall.spring.boot.web.PathRules.Need;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whom a servlet request is for, once. */
final class RequestTenancy {

  private static final String KEPT = RequestTenancy.class.getName() + ".kept";
  private static final String BEFORE_LOGIN = RequestTenancy.class.getName() + ".beforeLogin";

  /** Who calls where nobody can log in. */
  private static final Caller ANYBODY = Caller.ofHost("anybody");

  private static final Resolution HOSTS_LOGIN = new Resolution.ForHost(TenantSession.ANONYMOUS, "login");

  private final TenantResolution resolution;
  private final PathRules paths;
  private final CallerSource callers;
  private final List<CallerCheck> checks;
  private final boolean hostUsersAnywhere;

  /**
   * @param hostUsersAnywhere whether users of the host are served where nobody is named, and so have to log in there
   */
  RequestTenancy(
      TenantResolution resolution,
      PathRules paths,
      CallerSource callers,
      List<CallerCheck> checks,
      boolean hostUsersAnywhere) {
    this.resolution = resolution;
    this.paths = paths;
    this.callers = callers;
    this.checks = List.copyOf(checks);
    this.hostUsersAnywhere = hostUsersAnywhere;
  }

  /** The outcome for this request; null if it needs none. */
  @Nullable Resolution resolve(HttpServletRequest request) {
    Optional<Caller> caller = callers.caller(request);
    if (caller.isEmpty()) {
      return request.getAttribute(BEFORE_LOGIN) instanceof Resolution known ? known : outcome(request, caller);
    }
    Resolution outcome = outcome(request, caller);
    return outcome instanceof Resolution.Refused ? outcome : checked(request, (Resolution.Served) outcome);
  }

  private @Nullable Resolution checked(HttpServletRequest request, Resolution.@Nullable Served outcome) {
    for (CallerCheck check : checks) {
      Optional<Resolution.Refused> refused = check.refusal(request, outcome);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    return outcome;
  }

  /**
   * For whom users log in with this request: the outcome as it will be if nobody turns out to be logged in, or the host
   * where only its users can be served; null if it needs none.
   */
  @Nullable Resolution resolveBeforeLogin(HttpServletRequest request) {
    Need need = paths.of(request);
    if (need == Need.HOST || need == Need.OPEN_HOST) {
      return HOSTS_LOGIN;
    }
    Resolution outcome = outcome(request, Optional.empty());
    request.setAttribute(BEFORE_LOGIN, outcome);
    return hostUsersAnywhere && isUnnamed(outcome) ? HOSTS_LOGIN : outcome;
  }

  /** Keeps the outcome for later dispatches of the same request. */
  static void keep(HttpServletRequest request, Resolution.Served served) {
    request.setAttribute(KEPT, served);
  }

  /** The outcome that was kept for this request; null if there is none. */
  static Resolution.@Nullable Served kept(HttpServletRequest request) {
    return request.getAttribute(KEPT) instanceof Resolution.Served served ? served : null;
  }

  private @Nullable Resolution outcome(HttpServletRequest request, Optional<Caller> caller) {
    ServletRequestFacts facts = new ServletRequestFacts(request, caller);
    return switch (paths.of(request)) {
      case NOTHING -> null;
      case TENANCY -> resolution.resolve(facts);
      case TENANCY_IF_NAMED -> namedOrNull(resolution.resolve(facts));
      case HOST -> resolution.resolveForHost(facts);
      case OPEN_HOST -> resolution.resolveForHost(new ServletRequestFacts(request, Optional.of(ANYBODY)));
    };
  }

  private static @Nullable Resolution namedOrNull(Resolution resolution) {
    return isUnnamed(resolution) ? null : resolution;
  }

  private static boolean isUnnamed(@Nullable Resolution resolution) {
    return resolution instanceof Resolution.Refused refused && refused.refusal() == Refusal.TENANT_REQUIRED;
  }
}
