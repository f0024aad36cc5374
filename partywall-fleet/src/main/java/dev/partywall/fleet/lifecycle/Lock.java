package dev.partywall.fleet.lifecycle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Locks that the database holds for a session. It frees them when the session ends, and that is at once when the
 * process is killed, unless a statement of it still runs.
 */
final class Lock {

  /** The number of a lock by what it is for. */
  static final String KEY = "hashtextextended('partywall ' || %s, 0)";

  private Lock() {}

  /** Takes a lock if it is free. */
  static boolean tryTake(Connection connection, String what) throws SQLException {
    return ask(connection, "SELECT pg_try_advisory_lock(" + KEY.formatted("?") + ")", what);
  }

  /** Waits for a lock, as long as the session's {@code lock_timeout} says. */
  static void take(Connection connection, String what) throws SQLException {
    boolean _ = ask(connection, "SELECT pg_advisory_lock(" + KEY.formatted("?") + ") IS NULL", what);
  }

  /** Gives a lock back. */
  static void free(Connection connection, String what) throws SQLException {
    boolean _ = ask(connection, "SELECT pg_advisory_unlock(" + KEY.formatted("?") + ")", what);
  }

  private static boolean ask(Connection connection, String sql, String what) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, what);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
