package dev.partywall.benchmarks.cache.coherence;

import java.io.Serial;
import java.sql.SQLException;

/** A load failed within a cache that knows no checked exceptions. */
final class LoadException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final SQLException reason;

  LoadException(SQLException reason) {
    super(reason);
    this.reason = reason;
  }

  SQLException reason() {
    return reason;
  }
}
