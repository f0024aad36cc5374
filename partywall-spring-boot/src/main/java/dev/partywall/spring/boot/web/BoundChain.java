package dev.partywall.spring.boot.web;

import dev.partywall.core.Scope;
import dev.partywall.spring.boot.async.ScopeBinder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rest of a filter chain, run in a scope. */
final class BoundChain {

  private BoundChain() {}

  static void run(ScopeBinder binder, Scope scope, ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      binder.<@Nullable Void, Exception>call(
          scope,
          () -> {
            chain.doFilter(request, response);
            return null;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
