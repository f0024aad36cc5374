package dev.partywall.jdbc.internal.pool;

import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.rowsecurity.LoginCheck;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Sees to it that row-level security binds the user of a pool: looks at the first connection that does not fail. */
final class BoundLogin implements Connector.Check {

  private final @Nullable RowSecurityRoles roles;
  private volatile boolean passed;

  /**
   * @param roles the roles that the user must be able to take; null where row-level security is off
   */
  BoundLogin(@Nullable RowSecurityRoles roles) {
    this.roles = roles;
  }

  @Override
  public void pass(Connection connection) throws SQLException {
    if (roles != null && !passed) {
      LoginCheck.require(connection, roles);
      passed = true;
    }
  }
}
