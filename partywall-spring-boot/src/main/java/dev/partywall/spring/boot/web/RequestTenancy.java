package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Caller;
import dev.partywall.core.resolve.Refusal;
import dev.partywall.core.resolve.Resolution;
import dev.partywall.core.resolve.TenantResolution;
import dev.partywall.spring.boot.web.PathRules.Need;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whom a servlet request is for, once. */
final class RequestTenancy {

  private static final String KEPT = RequestTenancy.class.getName() + ".kept";
  private static final String BEFORE_LOGIN = RequestTenancy.class.getName() + ".beforeLogin";

  /** Who calls where nobody can log in. */
  private static final Caller ANYBODY = Caller.ofHost("anybody");

  private final TenantResolution resolution;
  private final PathRules paths;
  private final CallerSource callers;

  RequestTenancy(TenantResolution resolution, PathRules paths, CallerSource callers) {
    this.resolution = resolution;
    this.paths = paths;
    this.callers = callers;
  }

  /** The outcome for this request; null if it needs none. */
  @Nullable Resolution resolve(HttpServletRequest request) {
    Optional<Caller> caller = callers.caller(request);
    return caller.isEmpty() && request.getAttribute(BEFORE_LOGIN) instanceof Resolution known
        ? known
        : outcome(request, caller);
  }

  /** The outcome for this request as it will be if nobody turns out to be logged in; null if it needs none. */
  @Nullable Resolution resolveBeforeLogin(HttpServletRequest request) {
    Need need = paths.of(request);
    if (need == Need.HOST || need == Need.OPEN_HOST) {
      return null;
    }
    Resolution outcome = outcome(request, Optional.empty());
    request.setAttribute(BEFORE_LOGIN, outcome);
    return outcome;
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
    return resolution instanceof Resolution.Refused refused && refused.refusal() == Refusal.TENANT_REQUIRED
        ? null
        : resolution;
  }
}
