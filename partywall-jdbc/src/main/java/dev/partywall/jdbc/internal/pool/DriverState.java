package dev.partywall.jdbc.internal.pool;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.HostSpec;

/** What the driver knows of a connection's state on the server, without asking the server. */
interface DriverState {

  /** Whether no transaction is open, not even one that was begun as text. */
  boolean noTransaction();

  /**
   * Whether the open transaction can only be rolled back, so that its commit is a rollback; true if that is not known.
   */
  boolean mustRollBack();

  /** Whether a backslash is an ordinary character in strings, as the guard reads them. */
  boolean standardStrings();

  /** The search path as the server reported it; null if it does not (PostgreSQL before 18). */
  @Nullable String searchPath();

  /** The server as {@code host:port}; null if not known. */
  @Nullable String server();

  /** What the driver of a connection knows; for drivers other than PostgreSQL's, nothing that is against its use. */
  static DriverState of(Connection connection) throws SQLException {
    return Unknown.POSTGRES_PRESENT && connection.isWrapperFor(BaseConnection.class)
        ? new Postgres(connection.unwrap(BaseConnection.class))
        : Unknown.UNKNOWN;
  }

  /** PostgreSQL's driver. */
  record Postgres(BaseConnection connection) implements DriverState {
    @Override
    public boolean noTransaction() {
      return connection.getTransactionState() == TransactionState.IDLE;
    }

    @Override
    public boolean mustRollBack() {
      return connection.getTransactionState() == TransactionState.FAILED;
    }

    @Override
    public boolean standardStrings() {
      return connection.getStandardConformingStrings();
    }

    @Override
    public @Nullable String searchPath() {
      return connection.getParameterStatus("search_path");
    }

    @Override
    public String server() {
      HostSpec host = connection.getQueryExecutor().getHostSpec();
      return host.getHost() + ":" + host.getPort();
    }
  }

  /** Another driver. */
  enum Unknown implements DriverState {
    UNKNOWN;

    private static final boolean POSTGRES_PRESENT = isPostgresPresent();

    private static boolean isPostgresPresent() {
      try {
        Class.forName("org.postgresql.core.BaseConnection", false, DriverState.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }

    @Override
    public boolean noTransaction() {
      return true;
    }

    @Override
    public boolean mustRollBack() {
      return true;
    }

    @Override
    public boolean standardStrings() {
      return true;
    }

    @Override
    public @Nullable String searchPath() {
      return null;
    }

    @Override
    public @Nullable String server() {
      return null;
    }
  }
}
