package dev.partywall.jdbc.door;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a caller set on a statement, and so is set on each of the driver's statements that run its texts. */
final class StatementSettings {

  final int type;
  final int holdability;
  int maxFieldSize;
  long maxRows;
  int queryTimeout;
  int fetchSize;
  int fetchDirection = ResultSet.FETCH_FORWARD;
  boolean poolable;

  StatementSettings(int type, int holdability) {
    this.type = type;
    this.holdability = holdability;
  }

  void apply(Statement statement) throws SQLException {
    if (maxFieldSize > 0) {
      statement.setMaxFieldSize(maxFieldSize);
    }
    if (maxRows > Integer.MAX_VALUE) {
      statement.setLargeMaxRows(maxRows);
    } else if (maxRows > 0) {
      statement.setMaxRows((int) maxRows); // which drivers know that do not know the other
    }
    if (queryTimeout > 0) {
      statement.setQueryTimeout(queryTimeout);
    }
    if (fetchSize > 0) {
      statement.setFetchSize(fetchSize);
    }
    if (fetchDirection != ResultSet.FETCH_FORWARD) {
      statement.setFetchDirection(fetchDirection);
    }
  }

  /** Sets on a driver's statement what was set on another. */
  static void copy(Statement from, Statement to) throws SQLException {
    if (from.getMaxFieldSize() > 0) {
      to.setMaxFieldSize(from.getMaxFieldSize());
    }
    if (from.getMaxRows() > 0) {
      to.setMaxRows(from.getMaxRows());
    }
    if (from.getQueryTimeout() > 0) {
      to.setQueryTimeout(from.getQueryTimeout());
    }
    if (from.getFetchSize() != to.getFetchSize()) {
      to.setFetchSize(from.getFetchSize());
    }
    if (from.getFetchDirection() != to.getFetchDirection()) {
      to.setFetchDirection(from.getFetchDirection());
    }
    if (from.isCloseOnCompletion()) {
      to.closeOnCompletion();
    }
  }

  /** A number that is not negative. */
  static <N extends Number> N notNegative(String what, N value) throws SQLException {
    if (value.longValue() < 0) {
      throw new SQLException("The " + what + " is " + value + "; it cannot be negative", "22023");
    }
    return value;
  }
}
