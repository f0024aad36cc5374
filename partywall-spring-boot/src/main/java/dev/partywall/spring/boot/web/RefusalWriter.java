package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Resolution;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/** Answers a refused request with a problem detail. */
final class RefusalWriter implements RefusalHandler {

  private static final Logger log = LoggerFactory.getLogger(RefusalWriter.class);

  @Override
  public void handle(Resolution.Refused refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = Problem.of(refused);
    log.debug("Refused {} {}: {} ({})", request.getMethod(), request.getRequestURI(), problem.code(), refused.source());
    byte[] body = problem.json(request.getRequestURI()).getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader("Cache-Control", "no-store");
    if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Session"); // no scheme that a browser would ask people a password for
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
