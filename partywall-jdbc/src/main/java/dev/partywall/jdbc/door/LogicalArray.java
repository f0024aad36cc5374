package dev.partywall.jdbc.door;

import dev.partywall.sql.Reach;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** An array whose result sets do not lead to the physical connection. */
final class LogicalArray implements Array {

  private final Array delegate;
  private final Execution execution;
  private final Reach reach;

  LogicalArray(Array delegate, Execution execution, Reach reach) {
    this.delegate = delegate;
    this.execution = execution;
    this.reach = reach;
  }

  /** The driver's array. */
  Array delegate() {
    return delegate;
  }

  private ResultSet rows(ResultSet drivers) {
    return new LogicalResultSet(execution, null, reach, drivers);
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    return delegate.getBaseTypeName();
  }

  @Override
  public int getBaseType() throws SQLException {
    return delegate.getBaseType();
  }

  @Override
  public Object getArray() throws SQLException {
    return delegate.getArray();
  }

  @Override
  public Object getArray(Map<String, Class<?>> map) throws SQLException {
    return delegate.getArray(map);
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    return delegate.getArray(index, count);
  }

  @Override
  public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
    return delegate.getArray(index, count, map);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    return rows(delegate.getResultSet());
  }

  @Override
  public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
    return rows(delegate.getResultSet(map));
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return rows(delegate.getResultSet(index, count));
  }

  @Override
  public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map) throws SQLException {
    return rows(delegate.getResultSet(index, count, map));
  }

  @Override
  public void free() throws SQLException {
    delegate.free();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
