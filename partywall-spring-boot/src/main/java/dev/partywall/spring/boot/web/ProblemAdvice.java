package dev.partywall.spring.boot.web;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.jdbc.ConnectionUnavailableException;
import dev.partywall.sql.StatementRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers errors of the data layer with problem details, also where a persistence tool has wrapped them. The texts say
 * nothing of statements, tables or tenants; those go to the log. An application's own handlers come first.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(PartywallException failure) {
    return answer(problem(failure), failure);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(ConnectionUnavailableException failure) {
    return answer(new Problem(503, "connection-unavailable", "The database is busy", "Try again later."), failure);
  }

  private static Problem problem(PartywallException failure) {
    return switch (failure) {
      case TenantMismatchException e ->
          new Problem(403, e.code(), "The request is for another tenant's data", "Nothing was stored.");
      case TenantStoreUnavailableException e ->
          new Problem(503, e.code(), "Tenants cannot be looked up at the moment", "Try again later.");
      case NoTenancyException e ->
          new Problem(500, e.code(), "The server did not know whom the work was for", "Nothing was read or stored.");
      case StatementRefusedException e ->
          new Problem(500, e.code(), "The server refused to run a statement", "Nothing of it ran.");
      default -> new Problem(500, failure.code(), "The request failed", "The server's log says why.");
    };
  }

  private static ResponseEntity<ProblemDetail> answer(Problem problem, Exception failure) {
    if (problem.status() < 500) {
      log.warn("Request refused: {}", failure.getMessage());
    } else {
      log.error("Request failed: {}", problem.code(), failure);
    }
    return ResponseEntity.of(problem.detailed()).build();
  }
}
