package dev.partywall.jdbc.door;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The caller's choice among the ways to prepare a statement. */
@FunctionalInterface
interface Preparation<S extends PreparedStatement> {

  /** Prepares a guarded text. */
  S prepare(Connection connection, String text) throws SQLException;

  /** Whether another statement may stand before a query in the text. */
  default boolean takesPrefix() {
    return false;
  }
}
