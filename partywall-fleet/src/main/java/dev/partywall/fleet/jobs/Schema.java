package dev.partywall.fleet.jobs;

import dev.partywall.jdbc.OwnFunctions;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.RowSecurityRoles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the table of jobs in a database where it is not there, or not as this version needs it. */
final class Schema {

  private static final int VERSION = 1;
  private static final String MODULE = "jobs";

  private static final String INSTALLED =
      "SELECT version FROM " + OwnFunctions.SCHEMA + ".modules WHERE name = '" + MODULE + "'";

  /** What the application's users call. */
  private static final List<String> FUNCTIONS =
      List.of(
          "schedule_job(text, text, bytea, timestamptz, bigint, int)",
          "cancel_job(text, text)",
          "retry_job(text, text)",
          "jobs_of(text, int)");

  private final Optional<RowSecurityRoles> roles;

  /**
   * @param roles as which the application's statements run, where row-level security is on
   */
  Schema(Optional<RowSecurityRoles> roles) {
    this.roles = roles;
  }

  /** Whether the database has the table. */
  static boolean isIn(Connection connection) throws SQLException {
    return installed(connection) > 0;
  }

  /** Makes the table, if need be, and gives the application's users the right to call what they need. */
  void make(PhysicalDatabase database) throws SQLException {
    try (Connection connection = database.unguarded().getConnection()) {
      List<String> users = users(database, connection);
      if (installed(connection) >= VERSION && users.isEmpty()) {
        return;
      }
      connection.setAutoCommit(false);
      try {
        // One process at a time.
        run(connection, "SELECT pg_advisory_xact_lock(hashtext('partywall.schema'), hashtext('" + MODULE + "'))");
        install(connection);
        for (String user : users) {
          run(connection, "GRANT USAGE ON SCHEMA " + OwnFunctions.SCHEMA + " TO " + user);
          for (String function : FUNCTIONS) {
            run(connection, "GRANT EXECUTE ON FUNCTION " + OwnFunctions.SCHEMA + "." + function + " TO " + user);
          }
        }
        connection.commit();
      } catch (Throwable t) {
        connection.rollback();
        throw t;
      }
    }
  }

  private static void install(Connection connection) throws SQLException {
    int before = installed(connection);
    if (before == 0) {
      run(connection, "CREATE SCHEMA IF NOT EXISTS " + OwnFunctions.SCHEMA);
      run(
          connection,
          "CREATE TABLE IF NOT EXISTS "
              + OwnFunctions.SCHEMA
              + ".modules (name text PRIMARY KEY, version int NOT NULL)");
      run(connection, "INSERT INTO " + OwnFunctions.SCHEMA + ".modules VALUES ('" + MODULE + "', 0)");
    }
    for (int version = before + 1; version <= VERSION; version++) {
      run(connection, script(version));
      run(
          connection,
          "UPDATE " + OwnFunctions.SCHEMA + ".modules SET version = " + version + " WHERE name = '" + MODULE + "'");
    }
  }

  /** The version of what there is; 0 if there is nothing. */
  private static int installed(Connection connection) throws SQLException {
    if (string(connection, "SELECT to_regclass('" + OwnFunctions.SCHEMA + ".modules')") == null) {
      return 0;
    }
    String version = string(connection, INSTALLED);
    return version == null ? 0 : Integer.parseInt(version);
  }

  /** Who has not the right to call what it needs, quoted. */
  private List<String> users(PhysicalDatabase database, Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    database.login().ifPresent(names::add);
    roles.ifPresent(r -> names.addAll(List.of(r.tenant(), r.host())));
    List<String> without = new ArrayList<>();
    for (String name : names) {
      String quoted = unable(connection, name);
      if (quoted != null) {
        without.add(quoted);
      }
    }
    return without;
  }

  private static @Nullable String unable(Connection connection, String user) throws SQLException {
    String function = OwnFunctions.SCHEMA + "." + FUNCTIONS.getLast();
    String sql =
        """
        SELECT quote_ident(rolname) FROM pg_roles
        WHERE rolname = ? AND rolname <> current_user AND NOT coalesce(
          has_schema_privilege(oid, to_regnamespace(?), 'USAGE') AND has_function_privilege(oid, to_regprocedure(?), 'EXECUTE'),
          false)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, user);
      statement.setString(2, OwnFunctions.SCHEMA);
      statement.setString(3, function);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static String script(int version) {
    try (InputStream file = Schema.class.getResourceAsStream("schema-" + version + ".sql")) {
      if (file == null) {
        throw new IllegalStateException("The module lacks its file schema-" + version + ".sql");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String string(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
