package dev.partywall.spring.boot.web;

import dev.partywall.core.Intent;
import dev.partywall.core.resolve.Resolution;
import dev.partywall.spring.boot.async.ScopeBinder;
import dev.partywall.spring.boot.sessions.CallerSessions;
import dev.partywall.spring.boot.sessions.RequestSession;
import dev.partywall.spring.boot.sessions.SettlingResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Runs the rest of a filter chain for whom a request is, and tells the caller what its session must see next time. */
final class RequestScopes {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final ScopeBinder binder;
  private final CallerSessions sessions;
  private final boolean intentByMethod;

  RequestScopes(ScopeBinder binder, CallerSessions sessions, boolean intentByMethod) {
    this.binder = binder;
    this.sessions = sessions;
    this.intentByMethod = intentByMethod;
  }

  ScopeBinder binder() {
    return binder;
  }

  void run(Resolution.Served served, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestSession session = sessions.of(request);
    HttpServletResponse settling = SettlingResponse.around(response, session);
    try {
      BoundChain.run(binder, session.bind(served.scope(), intent(request)), request, settling, chain);
    } finally {
      if (!request.isAsyncStarted()) {
        session.settle(response);
      }
    }
  }

  private Intent intent(HttpServletRequest request) {
    if (!intentByMethod) {
      return Intent.NONE;
    }
    return READING.contains(request.getMethod()) ? Intent.READ : Intent.WRITE;
  }
}
