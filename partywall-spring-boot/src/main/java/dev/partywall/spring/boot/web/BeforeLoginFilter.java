package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Resolution;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Binds the tenant of the request's address while the user is being authenticated, so that users can be looked up among
 * the tenant's. It refuses nothing: what is not found here is found, and refused, by {@link TenancyFilter}, which also
 * binds anew with the user known.
 */
final class BeforeLoginFilter implements Filter {

  private final RequestTenancy tenancy;
  private final RequestScopes scopes;

  BeforeLoginFilter(RequestTenancy tenancy, RequestScopes scopes) {
    this.tenancy = tenancy;
    this.scopes = scopes;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer
        && tenancy.resolveBeforeLogin(http) instanceof Resolution.Served served) {
      scopes.run(served, http, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }
}
