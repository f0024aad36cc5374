package dev.partywall.spring.boot.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.cors.CorsUtils;

/** Which requests need no tenant, and which only the host may make. */
record PathRules(PathPatterns ignored, PathPatterns optional, PathPatterns host, PathPatterns openHost) {

  PathRules(PathPatterns ignored, PathPatterns optional, PathPatterns host) {
    this(ignored, optional, host, PathPatterns.of(List.of()));
  }

  /** What a request's path asks for. */
  enum Need {
    NOTHING,
    TENANCY_IF_NAMED,
    TENANCY,
    HOST,
    /** As {@link #HOST}, and nobody has to be logged in. */
    OPEN_HOST
  }

  /** These rules and further paths of the host. */
  PathRules with(HostPaths paths) {
    PathPatterns more = PathPatterns.of(paths.patterns());
    return paths.open()
        ? new PathRules(ignored, optional, host, openHost.with(more))
        : new PathRules(ignored, optional, host.with(more), openHost);
  }

  Need of(HttpServletRequest request) {
    PathContainer path = RequestPath.parse(request.getRequestURI(), request.getContextPath()).pathWithinApplication();
    // A preflight request carries neither header nor login, and runs nothing of the application.
    if (CorsUtils.isPreFlightRequest(request)) {
      return Need.NOTHING;
    }
    // Before those of the host, which may be everything below /host.
    if (openHost.match(path)) {
      return Need.OPEN_HOST;
    }
    if (host.match(path)) {
      return Need.HOST;
    }
    if (ignored.match(path)) {
      return Need.NOTHING;
    }
    return optional.match(path) ? Need.TENANCY_IF_NAMED : Need.TENANCY;
  }
}
