package dev.partywall.identity;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks after roles that are about to be given. */
final class RoleStore {

  private RoleStore() {}

  /** Refuses names of which there is no role, and keeps the others from being deleted meanwhile. */
  static void require(Sql.Statements statements, Set<String> names) throws SQLException {
    Set<String> wanted = new TreeSet<>(names);
    wanted.remove(Role.ADMIN);
    if (wanted.isEmpty()) {
      return;
    }
    List<String> found =
        statements.query(
            "SELECT name FROM pw_role WHERE name = ANY (?) FOR SHARE", row -> row.getString("name"), wanted);
    for (String name : wanted) {
      if (!found.contains(name)) {
        throw new RoleNotFoundException(name);
      }
    }
  }
}
