package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The server of a datasource set, on which databases are made and dropped. Whoever does so holds a lock of the
 * database's name meanwhile, in the same session: a server does not stop when the process that asked is killed, and who
 * comes after waits until it is done.
 */
final class Server {

  private static final String IN_USE = "55006";
  private static final String NOT_ALLOWED = "42501";
  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** PostgreSQL's mark for a database that was half dropped when its server stopped. */
  private static final int INVALID = -2;

  private final TenantDataSource door;
  private final DatasourceName set;
  private final int mark;

  /**
   * @param mark the connection limit of this installation's databases
   */
  Server(TenantDataSource door, DatasourceName set, int mark) {
    this.door = door;
    this.set = set;
    this.mark = mark;
  }

  private Connection connection() throws SQLException {
    return Sessions.open(door.database(new Placement.Shared(set)).unguarded());
  }

  /**
   * Makes that there is a database.
   *
   * @param template of which it is a copy; null for the server's own
   * @param mayBeThere whether one of this name is good, if this installation made it
   * @return false if there is another one of this name
   */
  boolean create(String name, @Nullable String template, boolean mayBeThere) throws SQLException {
    try (Connection connection = connection()) {
      Lock.take(connection, "database " + name);
      Integer there = limit(connection, name);
      if (there != null) {
        return mayBeThere && there == mark;
      }
      String sql = "CREATE DATABASE " + quoted(connection, name) + " CONNECTION LIMIT " + mark;
      patiently(connection, template == null ? sql : sql + " TEMPLATE " + quoted(connection, template));
      return true;
    }
  }

  /** Nobody may be connected to a template while it is copied, and somebody is to template1 now and then. */
  private void patiently(Connection connection, String sql) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        run(connection, sql);
        return;
      } catch (SQLException e) {
        if (NOT_ALLOWED.equals(e.getSQLState())) {
          throw new IllegalStateException(notAllowed(user(connection)), e);
        }
        if (attempt == ATTEMPTS || !IN_USE.equals(e.getSQLState())) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /**
   * Makes that there is no database of a name that this installation made, whoever is connected to it.
   *
   * @param known whether it is known that it was made; then one of the name that is not ours is an error
   * @throws IllegalStateException if the database does not look as if this installation had made it
   */
  void drop(String name, boolean known) throws SQLException {
    try (Connection connection = connection()) {
      Lock.take(connection, "database " + name);
      Integer there = limit(connection, name);
      if (there == null) {
        return;
      }
      if (there == mark || there == INVALID) {
        run(connection, "DROP DATABASE " + quoted(connection, name) + " WITH (FORCE)");
      } else if (known) {
        throw new IllegalStateException(
            "Database '"
                + name
                + "' on the servers of '"
                + set
                + "' has the connection limit "
                + there
                + " instead of "
                + mark
                + ", which tells that this installation made it, and so is not dropped; drop it, or run ALTER DATABASE "
                + quoted(connection, name)
                + " CONNECTION LIMIT "
                + mark);
      }
    }
  }

  /** Nobody connects to a database from now on, so that it can be copied at any time. */
  void closeTo(String name) throws SQLException {
    try (Connection connection = connection()) {
      run(connection, "ALTER DATABASE " + quoted(connection, name) + " ALLOW_CONNECTIONS false");
    }
  }

  /**
   * Checks that databases can be made.
   *
   * @throws IllegalStateException if the user has no right to
   */
  void requireCreateDatabase() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
      if (!row.next() || !row.getBoolean(1)) {
        throw new IllegalStateException(notAllowed(user(connection)));
      }
    }
  }

  private String notAllowed(String user) {
    return "User '"
        + user
        + "' of datasource set '"
        + set
        + "' may not create databases, which isolated tenants need; let an administrator run ALTER ROLE "
        + user
        + " CREATEDB, or name another owner for the set";
  }

  private static String user(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  /** The connection limit of a database; null if there is none of the name. */
  private static @Nullable Integer limit(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT datconnlimit FROM pg_database WHERE datname = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getInt(1) : null;
      }
    }
  }

  private static String quoted(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.enquoteIdentifier(name, true);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
