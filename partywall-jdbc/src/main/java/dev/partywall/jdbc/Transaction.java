package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Work;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that is open at the door, to which can be added what is to be committed with it. */
public interface Transaction extends Work {

  /**
   * Adds statements that run before the commit, in the transaction's database transaction with a set. Where it has none
   * with that set at the commit, they run in one of their own.
   */
  void beforeCommit(DatasourceName set, Step step);

  /** Statements past the guard, on the writer of a set, as the host. */
  @FunctionalInterface
  interface Step {
    /**
     * Runs them.
     *
     * @param physical the connection, of which only statements are made; names are looked up in whatever search path
     * @throws SQLException if they fail, and so does the commit
     */
    void run(Connection physical) throws SQLException;
  }
}
