package dev.partywall.fleet.internal.registry;

import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.internal.OwnerConnections;
import dev.partywall.jdbc.PhysicalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Connections to the registry's tables, for what the host does. */
public final class HostDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 4;

  private final HikariDataSource connections;

  /**
   * @param database the host's
   */
  public HostDatabase(PhysicalDatabase database) {
    this.connections = OwnerConnections.to(database, "registry", CONNECTIONS);
  }

  /** Work with a connection, which is not closed by it. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs something as one transaction. Whatever it throws rolls back.
   *
   * @throws TenantStoreUnavailableException if the database fails
   */
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (Throwable t) {
        rollBack(connection, t);
        throw t;
      }
    } catch (SQLException e) {
      throw new TenantStoreUnavailableException(TenantRows.STORE, e);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
