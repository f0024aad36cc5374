package dev.partywall.jdbc.internal.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a server's settings mean for reading SQL as the server reads it.
 *
 * @param searchPath the existing schemas in which unqualified names are looked up, without those that are always
 *     searched
 */
record ServerSettings(List<String> searchPath) {

  private static final int OLDEST = 140000;
  private static final String QUERY =
      """
      SELECT current_setting('server_version_num')::int, current_setting('server_version'),
             current_setting('standard_conforming_strings'), current_schemas(false), current_schemas(true)
      """;

  ServerSettings {
    searchPath = List.copyOf(searchPath);
  }

  /**
   * Reads the settings of a fresh connection.
   *
   * @param label the database's name for messages
   * @throws SQLException if the guard would read SQL other than this server does
   */
  static ServerSettings read(Connection connection, String label) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      List<String> problems = new ArrayList<>();
      if (row.getInt(1) < OLDEST) {
        problems.add("its version is " + row.getString(2) + "; PostgreSQL 14 or later is needed");
      }
      if (!row.getString(3).equals("on")) {
        problems.add(
            "standard_conforming_strings is "
                + row.getString(3)
                + ", so a backslash would end strings elsewhere than the guard sees; set it to on"
                + " for the database, the role and the connection's options");
      }
      List<String> searched = strings(row, 5).stream().filter(schema -> !schema.startsWith("pg_temp_")).toList();
      if (!searched.isEmpty() && !searched.getFirst().equals("pg_catalog")) {
        problems.add(
            "pg_catalog comes after "
                + searched.getFirst()
                + " in search_path, so a user's function can stand for one of"
                + " the server's; take pg_catalog out of search_path");
      }
      if (!problems.isEmpty()) {
        throw new SQLNonTransientConnectionException(
            "The guard cannot work on database '" + label + "': " + String.join("; ", problems), "08004");
      }
      return new ServerSettings(strings(row, 4).stream().filter(schema -> !schema.equals("pg_catalog")).toList());
    }
  }

  private static List<String> strings(ResultSet row, int column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
