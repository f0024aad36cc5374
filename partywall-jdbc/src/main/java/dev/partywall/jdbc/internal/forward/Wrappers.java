package dev.partywall.jdbc.internal.forward;

import java.sql.SQLException;

/** JDBC's unwrapping, which ends at the door: what is behind it would run without the guard. */
public final class Wrappers {

  private Wrappers() {}

  /**
   * The object itself, if it is of the type.
   *
   * @throws SQLException if it is not
   */
  public static <T> T unwrap(Object object, Class<T> type) throws SQLException {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw new SQLException(
        type.getName()
            + " is not open here: work on it would run without the guard. Migrations and operators use"
            + " TenantDataSource.databases(...)",
        "0A000");
  }
}
