package dev.partywall.jdbc.door;

import dev.partywall.jdbc.internal.forward.Wrappers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What surrounds the texts that a plain statement runs: its settings, and the results of the last text. */
abstract class StatementEnvironment implements Statement {

  final Execution execution;
  final StatementSettings settings;

  /** The driver's statement of the last text. Read by {@link #cancel} from other threads. */
  volatile @Nullable BoundStatement<PreparedStatement> current;

  private @Nullable ResultSet rows;
  private boolean closeOnCompletion;
  private volatile boolean closed;

  StatementEnvironment(Execution execution, StatementSettings settings) {
    this.execution = execution;
    this.settings = settings;
  }

  final void requireOpen() throws SQLException {
    execution.connection().checkOpen();
    if (closed) {
      throw new SQLException("The statement is closed", "55000");
    }
  }

  final void closeCurrent() throws SQLException {
    BoundStatement<PreparedStatement> last = current;
    current = null;
    rows = null;
    if (last != null) {
      last.close();
    }
  }

  private @Nullable PreparedStatement physical() throws SQLException {
    requireOpen();
    BoundStatement<PreparedStatement> last = current;
    return last == null ? null : last.physical();
  }

  /** What the caller gets for a result set of the driver. */
  final ResultSet rows(BoundStatement<PreparedStatement> from, ResultSet drivers) {
    Rows opened = new Rows(from, drivers);
    rows = opened;
    return opened;
  }

  private final class Rows extends LogicalResultSet {
    Rows(BoundStatement<?> from, ResultSet drivers) {
      super(
          StatementEnvironment.this.execution, StatementEnvironment.this, from.route().reach(), drivers, from.cursor());
    }

    @Override
    public void close() throws SQLException {
      super.close();
      if (closeOnCompletion) {
        StatementEnvironment.this.close();
      }
    }
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    requireOpen();
    BoundStatement<PreparedStatement> last = current;
    if (rows == null && last != null) {
      ResultSet drivers = last.physical().getResultSet();
      return drivers == null ? null : rows(last, drivers);
    }
    return rows;
  }

  @Override
  public int getUpdateCount() throws SQLException {
    PreparedStatement physical = physical();
    return physical == null ? -1 : physical.getUpdateCount();
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    PreparedStatement physical = physical();
    return physical == null ? -1 : physical.getLargeUpdateCount();
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    PreparedStatement physical = physical();
    rows = null;
    return physical != null && physical.getMoreResults();
  }

  @Override
  public boolean getMoreResults(int what) throws SQLException {
    PreparedStatement physical = physical();
    rows = null;
    return physical != null && physical.getMoreResults(what);
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    requireOpen();
    BoundStatement<PreparedStatement> last = current;
    if (last == null) {
      throw new SQLException("No statement ran yet, so there are no generated keys", "55000");
    }
    return last.rows(this, last.physical().getGeneratedKeys());
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    PreparedStatement physical = physical();
    return physical == null ? null : physical.getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    PreparedStatement physical = physical();
    if (physical != null) {
      physical.clearWarnings();
    }
  }

  @Override
  public void cancel() throws SQLException {
    PreparedStatement physical = physical();
    if (physical != null) {
      physical.cancel();
    }
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      closeCurrent();
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    return closed || execution.connection().isClosed();
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    requireOpen();
    closeOnCompletion = true;
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    requireOpen();
    return closeOnCompletion;
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    requireOpen();
    return settings.maxFieldSize;
  }

  @Override
  public void setMaxFieldSize(int bytes) throws SQLException {
    requireOpen();
    settings.maxFieldSize = StatementSettings.notNegative("field size", bytes);
  }

  @Override
  public int getMaxRows() throws SQLException {
    return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
  }

  @Override
  public void setMaxRows(int rows) throws SQLException {
    setLargeMaxRows(rows);
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    requireOpen();
    return settings.maxRows;
  }

  @Override
  public void setLargeMaxRows(long rows) throws SQLException {
    requireOpen();
    settings.maxRows = StatementSettings.notNegative("number of rows", rows);
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    requireOpen();
    return settings.queryTimeout;
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    requireOpen();
    settings.queryTimeout = StatementSettings.notNegative("timeout", seconds);
  }

  @Override
  public int getFetchSize() throws SQLException {
    requireOpen();
    return settings.fetchSize;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    requireOpen();
    settings.fetchSize = StatementSettings.notNegative("fetch size", rows);
  }

  @Override
  public int getFetchDirection() throws SQLException {
    requireOpen();
    return settings.fetchDirection;
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    requireOpen();
    if (direction != ResultSet.FETCH_FORWARD
        && direction != ResultSet.FETCH_REVERSE
        && direction != ResultSet.FETCH_UNKNOWN) {
      throw new SQLException("There is no fetch direction " + direction, "22023");
    }
    settings.fetchDirection = direction;
  }

  /** Escapes are part of what the guard reads, so they are always processed. */
  @Override
  public void setEscapeProcessing(boolean on) throws SQLException {
    requireOpen();
  }

  /** Updates by cursor are refused by the guard, so the name of one changes nothing. */
  @Override
  public void setCursorName(String name) throws SQLException {
    requireOpen();
  }

  @Override
  public boolean isPoolable() throws SQLException {
    requireOpen();
    return settings.poolable;
  }

  @Override
  public void setPoolable(boolean on) throws SQLException {
    requireOpen();
    settings.poolable = on;
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    requireOpen();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getResultSetType() throws SQLException {
    requireOpen();
    return settings.type;
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    requireOpen();
    return settings.holdability;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
