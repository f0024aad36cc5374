package dev.partywall.jdbc.door;

import dev.partywall.jdbc.internal.forward.ForwardingResultSet;
import dev.partywall.jdbc.internal.forward.Wrappers;
import dev.partywall.sql.Reach;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A result set that leads back to the caller's statement. It can be read to its end whatever tenancy is bound by then.
 */
class LogicalResultSet extends ForwardingResultSet {

  private final Execution execution;
  private final @Nullable Statement owner;
  private final Reach reach;
  private final @Nullable BoundStatement<?> cursor;

  /**
   * @param owner the caller's statement; null if it is not from one
   */
  LogicalResultSet(Execution execution, @Nullable Statement owner, Reach reach, ResultSet drivers) {
    this(execution, owner, reach, drivers, null);
  }

  /**
   * @param cursor the statement whose rows are fetched from the server as they are read; null if all are here
   */
  LogicalResultSet(
      Execution execution,
      @Nullable Statement owner,
      Reach reach,
      ResultSet drivers,
      @Nullable BoundStatement<?> cursor) {
    super(drivers);
    this.execution = execution;
    this.owner = owner;
    this.reach = reach;
    this.cursor = cursor;
  }

  @Override
  public boolean next() throws SQLException {
    if (cursor != null) {
      cursor.beforeFetch();
    }
    return delegate.next();
  }

  @Override
  protected <T> T value(T driversObject) throws SQLException {
    return DriverObjects.opened(driversObject, execution, reach);
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    delegate.getStatement(); // which fails if it is closed
    return owner;
  }

  @Override
  public void close() throws SQLException {
    delegate.close();
  }

  @Override
  public Array getArray(int column) throws SQLException {
    return value(delegate.getArray(column));
  }

  @Override
  public Array getArray(String label) throws SQLException {
    return value(delegate.getArray(label));
  }

  @Override
  public Blob getBlob(int column) throws SQLException {
    DriverObjects.refuseLargeObject(reach);
    return delegate.getBlob(column);
  }

  @Override
  public Blob getBlob(String label) throws SQLException {
    return getBlob(findColumn(label));
  }

  @Override
  public Clob getClob(int column) throws SQLException {
    DriverObjects.refuseLargeObject(reach);
    return delegate.getClob(column);
  }

  @Override
  public Clob getClob(String label) throws SQLException {
    return getClob(findColumn(label));
  }

  @Override
  public NClob getNClob(int column) throws SQLException {
    DriverObjects.refuseLargeObject(reach);
    return delegate.getNClob(column);
  }

  @Override
  public NClob getNClob(String label) throws SQLException {
    return getNClob(findColumn(label));
  }

  @Override
  public Ref getRef(int column) throws SQLException {
    return delegate.getRef(column);
  }

  @Override
  public Ref getRef(String label) throws SQLException {
    return delegate.getRef(label);
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
