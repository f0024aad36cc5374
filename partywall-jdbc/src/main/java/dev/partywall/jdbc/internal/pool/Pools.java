package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.PoolsStats;
import dev.partywall.jdbc.RowSecurityRoles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The physical connections of all nodes of all datasource sets. Safe for use by many threads. */
public interface Pools extends AutoCloseable {

  /** Pools for these sets, none of them open yet. */
  static Pools open(List<DatasourceSet> sets, Budget budget) {
    return open(sets, budget, null);
  }

  /**
   * Pools for these sets, none of them open yet.
   *
   * @param roles the roles for row-level security, which must bind the user of each pool; null where it is off
   */
  static Pools open(List<DatasourceSet> sets, Budget budget, @Nullable RowSecurityRoles roles) {
    return new HikariPools(sets, budget, roles);
  }

  /**
   * Borrows a clean connection to a set's writer: auto-commit on, the database's isolation and read-only defaults, no
   * open transaction. Waits in the tenancy's turn, at most for the budget's time; the caller gives the connection back
   * by {@link PhysicalConnection#release()} or {@link PhysicalConnection#evict()}. Its search path is that of its last
   * user: {@link PhysicalConnection#useSchema} comes before all else.
   *
   * @param tenancy whom the wait is counted for
   * @throws dev.partywall.jdbc.ConnectionUnavailableException if there is none in time
   */
  PhysicalConnection acquire(DatasourceName set, Tenancy tenancy) throws SQLException;

  /**
   * As {@link #acquire(DatasourceName, Tenancy)}, to one of the set's nodes.
   *
   * @param patient whether a server that does not answer is given the budget's time to come back; otherwise the first
   *     failed attempt is the end
   */
  PhysicalConnection acquire(DatasourceName set, String node, Tenancy tenancy, boolean patient) throws SQLException;

  /**
   * As {@link #acquire(DatasourceName, Tenancy)}, but for work of our own that has other ways: it neither waits in turn
   * nor for a server that does not answer, nor takes the place that somebody may come for next.
   *
   * @return the connection, or empty if the pool is busy
   */
  Optional<PhysicalConnection> acquireIfQuiet(DatasourceName set) throws SQLException;

  /** As {@link #acquireIfQuiet(DatasourceName)}, to one of the set's nodes. */
  Optional<PhysicalConnection> acquireIfQuiet(DatasourceName set, String node) throws SQLException;

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    /** Leaves the connection as it was. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Does work of our own on a pooled connection, or if the pool is busy on one that is opened for it: the caller may
   * well hold the pool's last.
   */
  default <T> T withSpare(DatasourceName set, Work<T> work) throws SQLException {
    Optional<PhysicalConnection> pooled = acquireIfQuiet(set);
    if (pooled.isEmpty()) {
      try (Connection connection = unguarded(set).getConnection()) {
        return work.on(connection);
      }
    }
    try {
      return work.on(pooled.get().connection());
    } finally {
      pooled.get().release();
    }
  }

  /** As {@link #withSpare}, but if the writer is gone, on a connection to another node: reads go on without it. */
  default <T> T withSpareOfAnyNode(DatasourceName set, Work<T> work) throws SQLException {
    try {
      return withSpare(set, work);
    } catch (SQLException e) {
      return onAnotherNode(set, work, e);
    }
  }

  /** Does work of our own on a connection past the guard, to the writer, or if that is gone to another node. */
  default <T> T withOwnOfAnyNode(DatasourceName set, Work<T> work) throws SQLException {
    try (Connection connection = unguarded(set).getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      return onAnotherNode(set, work, e);
    }
  }

  private <T> T onAnotherNode(DatasourceName set, Work<T> work, SQLException reason) throws SQLException {
    for (String node : Failures.isGone(reason) ? nodes(set) : List.<String>of()) {
      try (Connection connection = unguarded(set, node).getConnection()) {
        return work.on(connection);
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
    throw reason;
  }

  /** The names of a set's nodes. */
  List<String> nodes(DatasourceName set);

  /**
   * Connections of a set past the guard, counted in the budget like all others: for migrations and for reading
   * catalogs. They are the owner's, or where the settings name none, the user's. Each is closed for good when its user
   * closes it, so whatever was set on it is gone.
   */
  DataSource unguarded(DatasourceName set);

  /**
   * As {@link #unguarded(DatasourceName)}, for somebody who must know when work on such a connection begins and ends.
   *
   * @param opening told each time that one is going to be opened
   * @param closed told each time that one has been closed
   */
  DataSource unguarded(DatasourceName set, Runnable opening, Runnable closed);

  /** As {@link #unguarded(DatasourceName)}, of one of the set's nodes: to ask for its state. */
  DataSource unguarded(DatasourceName set, String node);

  /** The user of a set's pool, if the settings name it. */
  Optional<String> login(DatasourceName set);

  /**
   * Adds a set to a running process. Its pools open when they are first needed.
   *
   * @throws IllegalArgumentException if there is one of this name
   */
  void add(DatasourceSet set);

  /** Removes a set: what is borrowed is closed when it comes back. */
  void remove(DatasourceName set);

  /**
   * Adds a node to a set.
   *
   * @throws IllegalArgumentException if there is no such set, or it has a node of this name
   */
  void add(DatasourceName set, Node node);

  /**
   * Removes a node of a set: what is borrowed is closed when it comes back.
   *
   * @throws IllegalArgumentException if there is none, or it is the writer
   */
  void remove(DatasourceName set, String node);

  /** Says which node of a set is its writer from now on; the first write node unless said. */
  void writer(DatasourceName set, String node);

  /** How many connections to a node are borrowed, or about to be. */
  int borrowed(DatasourceName set, String node);

  /** The counts of this moment. */
  PoolsStats stats();

  /** Closes all pools; borrowed connections are aborted, and those who wait get an error. */
  @Override
  void close();
}
