package dev.partywall.spring.boot.identity;

import dev.partywall.identity.IdentityStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Users cannot be looked up: that is an outage, and no mistake of whoever asks. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class IdentityAdvice {

  private static final Logger log = LoggerFactory.getLogger(IdentityAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> handle(IdentityStoreException failure) {
    log.error("Request failed: {}", failure.code(), failure);
    return Problems.of(
        HttpStatus.SERVICE_UNAVAILABLE, failure.code(), "Users cannot be looked up at the moment", "Try again later.");
  }
}
