package dev.partywall.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what users may do. */
final class AccountStore {

  private static final String QUERY =
      "SELECT u.id, u.name, u.stamp, u.roles, u.locked, u.disabled, u.change_required,"
          + " r.name AS role, r.permissions AS permissions"
          + " FROM pw_user u LEFT JOIN pw_role r ON r.name = ANY (u.roles) WHERE u.id = ?";

  private final Sql sql;
  private final Permissions permissions;

  AccountStore(Sql sql, Permissions permissions) {
    this.sql = sql;
    this.permissions = permissions;
  }

  /** A user with one of its roles. */
  private record Row(
      UUID id,
      String name,
      String stamp,
      Set<String> roles,
      boolean usable,
      @Nullable String role,
      Set<String> granted) {

    static Row read(ResultSet row) throws SQLException {
      boolean usable = !row.getBoolean("locked") && !row.getBoolean("disabled") && !row.getBoolean("change_required");
      return new Row(
          row.getObject("id", UUID.class),
          row.getString("name"),
          row.getString("stamp"),
          Sql.texts(row, "roles"),
          usable,
          row.getString("role"),
          Sql.texts(row, "permissions"));
    }
  }

  Optional<Account> find(UUID user) {
    List<Row> rows = sql.call(statements -> statements.query(QUERY, Row::read, user));
    return rows.isEmpty() ? Optional.empty() : Optional.of(account(rows.getFirst(), granted(rows)));
  }

  private Account account(Row user, SortedMap<String, SortedSet<String>> granted) {
    String stamp = UserNames.hashOf(user.stamp() + new TreeSet<>(user.roles()) + granted).substring(0, 16);
    return new Account(user.id(), user.name(), user.usable(), stamp, user.roles(), effective(user, granted));
  }

  /** What can be granted here: what a row says beyond that does not count. */
  private Set<String> effective(Row user, SortedMap<String, SortedSet<String>> granted) {
    Set<String> effective = new LinkedHashSet<>(permissions.grantable());
    if (!user.roles().contains(Role.ADMIN)) {
      effective.removeIf(name -> granted.values().stream().noneMatch(names -> names.contains(name)));
    }
    return effective;
  }

  private static SortedMap<String, SortedSet<String>> granted(List<Row> rows) {
    SortedMap<String, SortedSet<String>> granted = new TreeMap<>();
    for (Row row : rows) {
      if (row.role() != null) {
        granted.put(row.role(), new TreeSet<>(row.granted()));
      }
    }
    return granted;
  }
}
