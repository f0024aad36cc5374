package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.internal.pool.PhysicalConnection;
import dev.partywall.jdbc.internal.pool.Pools;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a node for its state: over a pooled connection that nobody needs at the moment, so that watching many sets takes
 * no connections of its own; while the pool is busy over one that is kept for it. For one thread.
 */
final class Asker implements AutoCloseable {

  private final Pools pools;
  private final DatasourceName set;
  private final String node;
  private final int timeoutMillis;
  private @Nullable Connection own;

  /**
   * @param timeout how long an answer may take
   */
  Asker(Pools pools, DatasourceName set, String node, Duration timeout) {
    this.pools = pools;
    this.set = set;
    this.node = node;
    this.timeoutMillis = Math.toIntExact(Math.max(100, timeout.toMillis()));
  }

  String node() {
    return node;
  }

  /**
   * Asks.
   *
   * @throws SQLException if the node does not answer a connection that was opened for the question
   */
  Observation ask() throws SQLException {
    long begin = System.nanoTime();
    try {
      Optional<PhysicalConnection> quiet = pools.acquireIfQuiet(set, node);
      if (quiet.isPresent()) {
        close();
        return overPooled(quiet.get());
      }
      if (own != null) {
        return overOwn(own);
      }
    } catch (SQLException e) {
      // A connection that broke while nobody used it says nothing of the node at present.
      if (System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(timeoutMillis) / 2) {
        throw e;
      }
    }
    close();
    Connection connection = pools.unguarded(set, node).getConnection();
    own = connection;
    connection.setNetworkTimeout(Runnable::run, timeoutMillis);
    return overOwn(connection);
  }

  private Observation overPooled(PhysicalConnection pooled) throws SQLException {
    try {
      pooled.connection().setNetworkTimeout(Runnable::run, timeoutMillis);
      Observation said = Observation.of(pooled.connection());
      pooled.release();
      return said;
    } catch (Throwable t) {
      pooled.evict();
      throw t;
    }
  }

  private Observation overOwn(Connection connection) throws SQLException {
    try {
      return Observation.of(connection);
    } catch (Throwable t) {
      close();
      throw t;
    }
  }

  /** Closes what was kept. */
  @Override
  public void close() {
    Connection connection = own;
    own = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is gone.
      }
    }
  }
}
