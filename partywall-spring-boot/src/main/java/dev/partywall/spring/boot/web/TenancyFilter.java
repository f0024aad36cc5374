package dev.partywall.spring.boot.web;

import dev.partywall.core.Scope;
import dev.partywall.core.resolve.Refusal;
import dev.partywall.core.resolve.Resolution;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Binds whom a request is for around the rest of the chain, or refuses it. Runs after authentication. */
final class TenancyFilter implements Filter {

  private final RequestTenancy tenancy;
  private final RequestScopes scopes;
  private final RefusalHandler refusals;

  TenancyFilter(RequestTenancy tenancy, RequestScopes scopes, RefusalHandler refusals) {
    this.tenancy = tenancy;
    this.scopes = scopes;
    this.refusals = refusals;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
      filter(http, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (outcome(request)) {
      case Resolution.Served served -> {
        RequestTenancy.keep(request, served);
        scopes.run(served, request, response, chain);
      }
      // What was bound for the login must not reach what is refused or needs nobody.
      case Resolution.Refused refused -> {
        if (refused.refusal() == Refusal.SESSION_ENDED) {
          endSession(request);
        }
        BoundChain.run(
            scopes.binder(),
            Scope.empty(),
            request,
            response,
            (req, res) -> refusals.handle(refused, request, response));
      }
      case null -> BoundChain.run(scopes.binder(), Scope.empty(), request, response, chain);
    }
  }

  private static void endSession(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  /** Resolved on the first dispatch only. An error page of a request that was not resolved runs unbound. */
  private @Nullable Resolution outcome(HttpServletRequest request) {
    Resolution kept = RequestTenancy.kept(request);
    return kept == null && request.getDispatcherType() == DispatcherType.REQUEST ? tenancy.resolve(request) : kept;
  }
}
