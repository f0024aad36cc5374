package dev.partywall.benchmarks.replicas;

import dev.partywall.test.history.Shown;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One way to choose the node of a statement. */
interface Contender extends AutoCloseable {

  /** The key in the results. */
  String name();

  /**
   * Serves a request of a user, at one of the application's nodes. When this returns, the user has the answer.
   *
   * @param mutating whether the request's method says that it writes
   */
  void serve(Caller caller, boolean mutating, Work work) throws Exception;

  /** What a request does. */
  @FunctionalInterface
  interface Work {
    void with(Statements statements) throws SQLException;
  }

  /** The statements of a request. */
  interface Statements {
    /** The version of a row. */
    Shown read(long row) throws SQLException;

    /**
     * Raises the version of a row, and enters the write in the journal, in one transaction.
     *
     * @return the version made
     */
    long write(long row, long number) throws SQLException;

    /** The number in the only row that a statement gives. */
    static long only(PreparedStatement statement) throws SQLException {
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("A row that each tenant has is not there", "02000");
        }
        return rows.getLong(1);
      }
    }
  }

  /** What the application's nodes share to remember sessions has lost everything. */
  default void cacheLost() {}

  @Override
  default void close() {}
}
