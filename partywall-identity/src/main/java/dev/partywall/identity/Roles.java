package dev.partywall.identity;

import dev.partywall.identity.IdentityEvent.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The roles of whoever the running block is for. {@link Role#ADMIN} is always there. When a role changes, the sessions
 * and tokens of its users end.
 */
public final class Roles {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([._-][a-z0-9]+)*");
  private static final int LONGEST_NAME = 60;

  private final Sql sql;
  private final Permissions permissions;
  private final IdentityAudit audit;

  Roles(Sql sql, Permissions permissions, IdentityAudit audit) {
    this.sql = sql;
    this.permissions = permissions;
    this.audit = audit;
  }

  /**
   * Makes a role, or changes the one of this name.
   *
   * @throws PermissionRefusedException if a permission is unknown, or one of the other side
   * @throws RoleRefusedException if it is the administrators' role, or the name is none
   */
  public Role set(Role role) {
    requireOwn(role.name());
    permissions.requireGrantable(role.permissions());
    sql.<@Nullable Void>call(
        statements -> {
          set(statements, role);
          return null;
        });
    changed(role.name(), "permissions " + new TreeSet<>(role.permissions()));
    return role;
  }

  private static void set(Sql.Statements statements, Role role) throws SQLException {
    int changed =
        statements.update(
            "UPDATE pw_role SET title = ?, permissions = ? WHERE name = ?",
            role.title(),
            role.permissions(),
            role.name());
    if (changed > 0) {
      return;
    }
    try {
      statements.update(
          "INSERT INTO pw_role (id, name, title, permissions) VALUES (?, ?, ?, ?)",
          UUID.randomUUID(),
          role.name(),
          role.title(),
          role.permissions());
    } catch (SQLException e) {
      if (Sql.isTaken(e)) {
        throw new RoleRefusedException(role.name(), "somebody else makes it at this moment; try again");
      }
      throw e;
    }
  }

  /** The role of this name. */
  public Optional<Role> find(String name) {
    return name.equals(Role.ADMIN) ? Optional.of(admin()) : stored("WHERE name = ?", name).stream().findFirst();
  }

  /** All roles by name, the administrators' first. */
  public List<Role> all() {
    return Stream.concat(Stream.of(admin()), stored("ORDER BY name").stream()).toList();
  }

  /**
   * Removes a role, and takes it from its users.
   *
   * @throws RoleNotFoundException if there is no such role
   * @throws RoleRefusedException if it is the administrators'
   */
  public void delete(String name) {
    requireOwn(name);
    int removed =
        sql.call(
            statements -> {
              int deleted = statements.update("DELETE FROM pw_role WHERE name = ?", name);
              statements.update("UPDATE pw_user SET roles = array_remove(roles, ?) WHERE ? = ANY (roles)", name, name);
              return deleted;
            });
    if (removed == 0) {
      throw new RoleNotFoundException(name);
    }
    changed(name, "deleted");
  }

  private List<Role> stored(String condition, Object... parameters) {
    return sql.call(
        statements ->
            statements.query("SELECT name, title, permissions FROM pw_role " + condition, Roles::read, parameters));
  }

  private static Role read(ResultSet row) throws SQLException {
    return new Role(row.getString("name"), row.getString("title"), Sql.texts(row, "permissions"));
  }

  private Role admin() {
    return new Role(Role.ADMIN, "Administrator", permissions.grantable());
  }

  private void changed(String name, String what) {
    audit.happened(IdentityEvent.of(Kind.ROLE_CHANGED, null, null, "role " + name + ": " + what));
  }

  private static void requireOwn(String name) {
    if (name.equals(Role.ADMIN)) {
      throw new RoleRefusedException(name, "it grants all there is, and stays as it is");
    }
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new RoleRefusedException(name, "a role's name has small letters and digits, as in order-desk");
    }
  }
}
