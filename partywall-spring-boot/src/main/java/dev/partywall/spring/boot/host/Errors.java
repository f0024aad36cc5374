package dev.partywall.spring.boot.host;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.IdempotencyKeyReusedException;
import dev.partywall.fleet.TenantChangedException;
import dev.partywall.fleet.TenantNameTakenException;
import dev.partywall.fleet.TenantNotCreatedException;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.TenantStateException;
import dev.partywall.jdbc.ConnectionUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers what goes wrong in the API, and what does not reach a method of it, with problem details. */
final class Errors implements HandlerExceptionResolver, Ordered {

  private static final Logger log = LoggerFactory.getLogger(Errors.class);
  private static final int MAX_CAUSES = 20;

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
    if (!isOurs(request, handler) || response.isCommitted()) {
      return null;
    }
    Problem problem = problem(failure);
    if (problem.status() >= 500) {
      log.error("{} {} failed: {}", request.getMethod(), request.getRequestURI(), problem.code(), failure);
    } else {
      log.debug("{} {} was refused: {}", request.getMethod(), request.getRequestURI(), problem.code());
    }
    try {
      write(problem, headers(failure, response), request);
      return new ModelAndView();
    } catch (IOException e) {
      log.debug("The caller is gone", e);
      return new ModelAndView();
    }
  }

  /** A request for which there is no method has no handler, or one that serves files. */
  private static boolean isOurs(HttpServletRequest request, @Nullable Object handler) {
    if (handler instanceof HandlerMethod method) {
      return method.getBeanType().getPackage() == Errors.class.getPackage();
    }
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.startsWith(HostApi.TENANTS) || path.startsWith(HostApi.OPERATIONS) || path.startsWith(HostApi.AUDIT);
  }

  private static Problem problem(Exception failure) {
    return switch (failure) {
      case ProblemException e -> e.problem();
      case TenantNotFoundException e -> of(404, e, "There is no such tenant");
      case TenantNameTakenException e -> of(409, e, "The name is taken");
      case TenantStateException e -> of(409, e, "The tenant is in another state");
      case TenantChangedException e -> of(412, e, "The tenant was changed meanwhile");
      case IdempotencyKeyReusedException e -> of(422, e, "The idempotency key was used for something else");
      case TenantNotCreatedException e -> of(500, e, "The tenant could not be made");
      case TenantStoreUnavailableException e -> unavailable(e.code());
      case ConfigurationException e -> of(500, e, "The configuration is wrong");
      case ErrorResponse e ->
          Problem.of(
              e.getStatusCode().value(),
              "request-not-served",
              String.valueOf(e.getBody().getTitle()),
              String.valueOf(e.getBody().getDetail()));
      default -> unexpected(failure);
    };
  }

  private static Problem of(int status, PartywallException failure, String title) {
    return Problem.of(status, failure.code(), title, String.valueOf(failure.getMessage()));
  }

  private static Problem unexpected(Exception failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof ConnectionUnavailableException || cause instanceof SQLException sql && isAway(sql)) {
        return unavailable("host-database-unavailable");
      }
      cause = cause.getCause();
    }
    String code = failure instanceof PartywallException known ? known.code() : "internal";
    return Problem.of(500, code, "The request failed", "The server's log says why.");
  }

  /** The classes of SQLSTATE of a connection that is none, and of a server that goes down. */
  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  private static Problem unavailable(String code) {
    return Problem.of(503, code, "The host's database does not answer", "Nothing is known to have changed; try again.");
  }

  private static HttpServletResponse headers(Exception failure, HttpServletResponse response) {
    if (failure instanceof ErrorResponse known) {
      known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }
    return response;
  }

  private static void write(Problem problem, HttpServletResponse response, HttpServletRequest request)
      throws IOException {
    byte[] body = Json.bytes(problem.told(request.getRequestURI()));
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
