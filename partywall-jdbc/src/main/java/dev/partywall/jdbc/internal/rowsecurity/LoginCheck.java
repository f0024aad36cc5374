package dev.partywall.jdbc.internal.rowsecurity;

import dev.partywall.jdbc.RowSecurityDrift;
import dev.partywall.jdbc.RowSecurityRoles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether row-level security binds the user as whom the application logs in. */
public final class LoginCheck {

  /** The first version whose memberships have options. */
  static final int WITH_OPTIONS = 16;

  private static final String QUERY =
      """
      SELECT r.rolname, quote_ident(r.rolname), r.rolsuper, r.rolbypassrls,
             coalesce(pg_has_role(r.oid, t.oid, ?) AND pg_has_role(r.oid, h.oid, ?), false),
             coalesce(pg_has_role(r.oid, h.oid, 'USAGE'), false),
             ARRAY(SELECT c.oid::regclass::text FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
                   WHERE p.polname = ? AND pg_has_role(r.oid, c.relowner, 'MEMBER') ORDER BY 1 LIMIT 3)
      FROM pg_roles r LEFT JOIN pg_roles t ON t.rolname = ? LEFT JOIN pg_roles h ON h.rolname = ?
      WHERE r.rolname = coalesce(?, current_user)
      """;

  private LoginCheck() {}

  /**
   * Checks the user of a connection.
   *
   * @throws SQLException if row-level security would not bind it; the message says what to do
   */
  public static void require(Connection connection, RowSecurityRoles roles) throws SQLException {
    List<RowSecurityDrift> problems = problems(connection, null, roles);
    if (!problems.isEmpty()) {
      throw new SQLNonTransientConnectionException(
          "Row-level security is on and does not bind the application's user: "
              + problems.stream()
                  .map(p -> p.object() + " " + p.problem() + " (" + String.join("; ", p.repair()) + ")")
                  .collect(Collectors.joining(", ")),
          "28000");
    }
  }

  /**
   * What is wrong with a user.
   *
   * @param login the user; null for that of the connection
   */
  static List<RowSecurityDrift> problems(Connection connection, @Nullable String login, RowSecurityRoles roles)
      throws SQLException {
    boolean options = connection.getMetaData().getDatabaseMajorVersion() >= WITH_OPTIONS;
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, options ? "SET" : "MEMBER");
      statement.setString(2, options ? "SET" : "MEMBER");
      statement.setString(3, Policy.TENANT);
      statement.setString(4, roles.tenant());
      statement.setString(5, roles.host());
      statement.setString(6, login);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? problems(row, roles, options)
            : List.of(
                new RowSecurityDrift(
                    "User " + login, "does not exist", List.of("CREATE ROLE \"" + login + "\" LOGIN PASSWORD '...'")));
      }
    }
  }

  private static List<RowSecurityDrift> problems(ResultSet row, RowSecurityRoles roles, boolean options)
      throws SQLException {
    List<RowSecurityDrift> problems = new ArrayList<>();
    String user = "User " + row.getString(1);
    String name = row.getString(2);
    if (row.getBoolean(3)) {
      // To a superuser all else applies, too, and means nothing.
      return List.of(new RowSecurityDrift(user, "is a superuser", List.of("ALTER ROLE " + name + " NOSUPERUSER")));
    }
    if (row.getBoolean(4)) {
      problems.add(
          new RowSecurityDrift(user, "bypasses row-level security", List.of("ALTER ROLE " + name + " NOBYPASSRLS")));
    }
    if (!row.getBoolean(5) || row.getBoolean(6)) {
      problems.add(
          new RowSecurityDrift(
              user,
              row.getBoolean(6)
                  ? "has the rights of " + roles.host() + " without SET ROLE"
                  : "cannot take the roles " + roles.tenant() + " and " + roles.host(),
              membership(name, roles, options)));
    }
    List<String> owned = Arrays.asList((String[]) row.getArray(7).getArray());
    if (!owned.isEmpty()) {
      problems.add(
          new RowSecurityDrift(
              user,
              "owns tables, or is a member of who does: " + String.join(", ", owned),
              List.of("ALTER TABLE " + owned.getFirst() + " OWNER TO another role")));
    }
    return problems;
  }

  private static List<String> membership(String name, RowSecurityRoles roles, boolean options) {
    String grant = "GRANT " + roles.tenant() + ", " + roles.host() + " TO " + name;
    return options
        ? List.of(grant + " WITH INHERIT FALSE, SET TRUE")
        : List.of("ALTER ROLE " + name + " NOINHERIT", grant);
  }
}
