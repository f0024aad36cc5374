package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What a connection of the door unwraps to for Partywall's other modules: calls of the functions that they keep in the
 * schema {@value #SCHEMA}, which the guard hides from everybody else. A call is part of the connection's unit of work,
 * in the database where the running block's tenancy lives: what it writes is committed and rolled back with it.
 */
public interface OwnFunctions {

  /** The schema, in each database that needs it, of what belongs to Partywall. */
  String SCHEMA = "partywall";

  /** The datasource set in whose database a call runs. */
  DatasourceName set() throws SQLException;

  /**
   * Prepares a call, which counts as a write. The rows it gives are those of the function.
   *
   * @param function the function's name, of small letters and underscores
   * @param parameters how many parameters it has
   */
  PreparedStatement prepare(String function, int parameters) throws SQLException;
}
