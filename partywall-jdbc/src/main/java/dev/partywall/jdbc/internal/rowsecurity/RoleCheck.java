package dev.partywall.jdbc.internal.rowsecurity;

import dev.partywall.jdbc.RowSecurityDrift;
import dev.partywall.jdbc.RowSecurityRoles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the two roles are there and kept apart, and the owner of the tables can work on their rows. */
final class RoleCheck {

  private static final String ROLE =
      "SELECT rolsuper, rolbypassrls, pg_has_role(oid, (SELECT oid FROM pg_roles WHERE rolname = ?), 'MEMBER')"
          + " FROM pg_roles WHERE rolname = ?";

  private static final String OWNER =
      """
      SELECT quote_ident(o.rolname), o.rolsuper OR o.rolbypassrls OR coalesce(pg_has_role(o.oid, h.oid, 'USAGE'), false)
      FROM pg_roles o LEFT JOIN pg_roles h ON h.rolname = ? WHERE o.rolname = current_user AND o.rolname <> ?
      """;

  private RoleCheck() {}

  static List<RowSecurityDrift> problems(Connection connection, RowSecurityRoles roles, String login)
      throws SQLException {
    List<RowSecurityDrift> problems = new ArrayList<>();
    role(connection, roles.tenant(), roles.host(), problems);
    role(connection, roles.host(), roles.tenant(), problems);
    owner(connection, roles, login, problems);
    return problems;
  }

  private static void role(Connection connection, String role, String other, List<RowSecurityDrift> problems)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ROLE)) {
      statement.setString(1, other);
      statement.setString(2, role);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          problems.add(new RowSecurityDrift("Role " + role, "does not exist", List.of(create(role))));
          return;
        }
        if (row.getBoolean(1) || row.getBoolean(2)) {
          problems.add(
              new RowSecurityDrift(
                  "Role " + role,
                  "is not bound by row-level security",
                  List.of("ALTER ROLE " + role + " NOSUPERUSER NOBYPASSRLS")));
        } else if (row.getBoolean(3)) {
          problems.add(
              new RowSecurityDrift(
                  "Role " + role, "is a member of " + other, List.of("REVOKE " + other + " FROM " + role)));
        }
      }
    }
  }

  /** Roles belong to the server: another database's application may make them at the same time. */
  private static String create(String role) {
    return "DO $do$ BEGIN CREATE ROLE "
        + role
        + " NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$";
  }

  /** Before there were options of memberships, the member said whether it inherits. */
  private static List<String> inherit(String owner, RowSecurityRoles roles, boolean options) {
    String grant = "GRANT " + roles.host() + " TO " + owner;
    return options ? List.of(grant + " WITH INHERIT TRUE") : List.of("ALTER ROLE " + owner + " INHERIT", grant);
  }

  /** FORCE binds the owner, too: without the host's policy its migrations would change no row. */
  private static void owner(
      Connection connection, RowSecurityRoles roles, String login, List<RowSecurityDrift> problems)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OWNER)) {
      statement.setString(1, roles.host());
      statement.setString(2, login);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next() && !row.getBoolean(2)) {
          boolean options = connection.getMetaData().getDatabaseMajorVersion() >= LoginCheck.WITH_OPTIONS;
          problems.add(
              new RowSecurityDrift(
                  "User " + row.getString(1),
                  "migrates rows that it cannot see",
                  inherit(row.getString(1), roles, options)));
        }
      }
    }
  }
}
