package dev.partywall.jdbc.internal.forward;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/**
 * The settings and counts of a statement, asked of another one. What runs it or leads out of it is left to the
 * subclass.
 */
@SuppressWarnings("deprecation") // JDBC still asks for its deprecated methods
public abstract class ForwardingStatement implements Statement {

  /** The driver's statement; another one, if it is run elsewhere. */
  protected abstract Statement delegate();

  @Override
  public void cancel() throws SQLException {
    delegate().cancel();
  }

  @Override
  public void clearBatch() throws SQLException {
    delegate().clearBatch();
  }

  @Override
  public void clearWarnings() throws SQLException {
    delegate().clearWarnings();
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    delegate().closeOnCompletion();
  }

  @Override
  public int getFetchDirection() throws SQLException {
    return delegate().getFetchDirection();
  }

  @Override
  public int getFetchSize() throws SQLException {
    return delegate().getFetchSize();
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    return delegate().getLargeMaxRows();
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    return delegate().getLargeUpdateCount();
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    return delegate().getMaxFieldSize();
  }

  @Override
  public int getMaxRows() throws SQLException {
    return delegate().getMaxRows();
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    return delegate().getQueryTimeout();
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    return delegate().getResultSetConcurrency();
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    return delegate().getResultSetHoldability();
  }

  @Override
  public int getResultSetType() throws SQLException {
    return delegate().getResultSetType();
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return delegate().getUpdateCount();
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    return delegate().getWarnings();
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    return delegate().isCloseOnCompletion();
  }

  @Override
  public boolean isPoolable() throws SQLException {
    return delegate().isPoolable();
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    delegate().setCursorName(name);
  }

  @Override
  public void setEscapeProcessing(boolean on) throws SQLException {
    delegate().setEscapeProcessing(on);
  }

  @Override
  public void setFetchDirection(int value) throws SQLException {
    delegate().setFetchDirection(value);
  }

  @Override
  public void setFetchSize(int value) throws SQLException {
    delegate().setFetchSize(value);
  }

  @Override
  public void setLargeMaxRows(long value) throws SQLException {
    delegate().setLargeMaxRows(value);
  }

  @Override
  public void setMaxFieldSize(int value) throws SQLException {
    delegate().setMaxFieldSize(value);
  }

  @Override
  public void setMaxRows(int value) throws SQLException {
    delegate().setMaxRows(value);
  }

  @Override
  public void setPoolable(boolean on) throws SQLException {
    delegate().setPoolable(on);
  }

  @Override
  public void setQueryTimeout(int value) throws SQLException {
    delegate().setQueryTimeout(value);
  }
}
