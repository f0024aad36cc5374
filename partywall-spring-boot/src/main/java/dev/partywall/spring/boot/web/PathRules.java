package dev.partywall.spring.boot.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.cors.CorsUtils;

/** Which requests need no tenant, and which only the host may make. */
record PathRules(PathPatterns ignored, PathPatterns optional, PathPatterns host) {

  /** What a request's path asks for. */
  enum Need {
    NOTHING,
    TENANCY_IF_NAMED,
    TENANCY,
    HOST
  }

  Need of(HttpServletRequest request) {
    PathContainer path = RequestPath.parse(request.getRequestURI(), request.getContextPath()).pathWithinApplication();
    // A preflight request carries neither header nor login, and runs nothing of the application.
    if (CorsUtils.isPreFlightRequest(request)) {
      return Need.NOTHING;
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
