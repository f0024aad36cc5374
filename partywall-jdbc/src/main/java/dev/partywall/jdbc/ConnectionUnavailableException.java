package dev.partywall.jdbc;

import java.io.Serial;
import java.sql.SQLTransientConnectionException;

/** No connection could be had within the budget's time. The statement did not run. */
public final class ConnectionUnavailableException extends SQLTransientConnectionException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message whose connection, to which pool, its counts, and what to do
   * @param cause what the pool said, or null
   */
  public ConnectionUnavailableException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, "08001", cause);
  }
}
