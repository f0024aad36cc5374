package dev.partywall.jdbc.door;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Short forms of JDBC for tests. */
final class Sql {

  private Sql() {}

  /** The first column of all rows, as text. */
  static List<String> strings(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, arguments);
      try (ResultSet rows = statement.executeQuery()) {
        return strings(rows);
      }
    }
  }

  /** The first column of all rows, as text. */
  static List<String> strings(ResultSet rows) throws SQLException {
    List<String> found = new ArrayList<>();
    while (rows.next()) {
      found.add(rows.getString(1));
    }
    return found;
  }

  /** The first column of the only row, as text. */
  static String string(Connection connection, String sql, Object... arguments) throws SQLException {
    List<String> found = strings(connection, sql, arguments);
    if (found.size() != 1) {
      throw new AssertionError(sql + " gave " + found);
    }
    return found.getFirst();
  }

  static int update(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, arguments);
      return statement.executeUpdate();
    }
  }

  private static void set(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }
}
