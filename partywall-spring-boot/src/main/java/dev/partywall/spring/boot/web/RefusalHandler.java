package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Resolution;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request that is refused. A bean of this type replaces {@link #problemDetails()}, for example by pages. */
@FunctionalInterface
public interface RefusalHandler {

  /**
   * Answers the request. No tenancy is bound meanwhile.
   *
   * @param refused why the request is not served
   */
  void handle(Resolution.Refused refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException;

  /** Answers with problem details (RFC 9457). */
  static RefusalHandler problemDetails() {
    return new RefusalWriter();
  }
}
