package dev.partywall.jdbc;

import dev.partywall.jdbc.PoolsStats.PoolStats;
import java.io.Serial;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No connection could be had within the budget's time. The statement did not run. */
public final class ConnectionUnavailableException extends SQLTransientConnectionException {

  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable String tenancy;
  private final transient @Nullable PoolStats pool;
  private final @Nullable Duration waited;

  /**
   * @param message whose connection, to which pool, its counts, and what to do
   * @param cause what the pool said, or null
   */
  public ConnectionUnavailableException(String message, @Nullable Throwable cause) {
    this(message, null, null, null, cause);
  }

  /**
   * @param message whose connection, to which pool, its counts, and what to do
   * @param tenancy the label of the tenancy that it was for
   * @param pool the counts of the pool at that moment
   * @param waited how long it was waited for
   * @param cause what the driver said, or null
   */
  public ConnectionUnavailableException(
      String message,
      @Nullable String tenancy,
      @Nullable PoolStats pool,
      @Nullable Duration waited,
      @Nullable Throwable cause) {
    super(message, "08001", cause);
    this.tenancy = tenancy;
    this.pool = pool;
    this.waited = waited;
  }

  /** The label of the tenancy that the connection was for, if known. */
  public Optional<String> tenancy() {
    return Optional.ofNullable(tenancy);
  }

  /** The counts of the pool when it was given up, if known. */
  public Optional<PoolStats> pool() {
    return Optional.ofNullable(pool);
  }

  /** How long the connection was waited for, if known. */
  public Optional<Duration> waited() {
    return Optional.ofNullable(waited);
  }
}
