package dev.partywall.jdbc.internal.forward;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/** A result set that asks another one. What leads out of it is left to the subclass. */
@SuppressWarnings("deprecation") // JDBC still asks for its deprecated methods
public abstract class ForwardingResultSet implements ResultSet {

  /** The driver's result set. */
  protected final ResultSet delegate;

  protected ForwardingResultSet(ResultSet delegate) {
    this.delegate = delegate;
  }

  /** What the caller gets of an object that the driver made. */
  protected abstract <T> T value(T driversObject) throws SQLException;

  @Override
  public boolean absolute(int row) throws SQLException {
    return delegate.absolute(row);
  }

  @Override
  public void afterLast() throws SQLException {
    delegate.afterLast();
  }

  @Override
  public void beforeFirst() throws SQLException {
    delegate.beforeFirst();
  }

  @Override
  public void cancelRowUpdates() throws SQLException {
    delegate.cancelRowUpdates();
  }

  @Override
  public void clearWarnings() throws SQLException {
    delegate.clearWarnings();
  }

  @Override
  public void deleteRow() throws SQLException {
    delegate.deleteRow();
  }

  @Override
  public int findColumn(String label) throws SQLException {
    return delegate.findColumn(label);
  }

  @Override
  public boolean first() throws SQLException {
    return delegate.first();
  }

  @Override
  public InputStream getAsciiStream(String label) throws SQLException {
    return delegate.getAsciiStream(label);
  }

  @Override
  public InputStream getAsciiStream(int column) throws SQLException {
    return delegate.getAsciiStream(column);
  }

  @Override
  public BigDecimal getBigDecimal(String label) throws SQLException {
    return delegate.getBigDecimal(label);
  }

  @Override
  @Deprecated
  public BigDecimal getBigDecimal(String label, int scale) throws SQLException {
    return delegate.getBigDecimal(label, scale);
  }

  @Override
  public BigDecimal getBigDecimal(int column) throws SQLException {
    return delegate.getBigDecimal(column);
  }

  @Override
  @Deprecated
  public BigDecimal getBigDecimal(int column, int scale) throws SQLException {
    return delegate.getBigDecimal(column, scale);
  }

  @Override
  public InputStream getBinaryStream(String label) throws SQLException {
    return delegate.getBinaryStream(label);
  }

  @Override
  public InputStream getBinaryStream(int column) throws SQLException {
    return delegate.getBinaryStream(column);
  }

  @Override
  public boolean getBoolean(String label) throws SQLException {
    return delegate.getBoolean(label);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    return delegate.getBoolean(column);
  }

  @Override
  public byte getByte(String label) throws SQLException {
    return delegate.getByte(label);
  }

  @Override
  public byte getByte(int column) throws SQLException {
    return delegate.getByte(column);
  }

  @Override
  public byte[] getBytes(String label) throws SQLException {
    return delegate.getBytes(label);
  }

  @Override
  public byte[] getBytes(int column) throws SQLException {
    return delegate.getBytes(column);
  }

  @Override
  public Reader getCharacterStream(String label) throws SQLException {
    return delegate.getCharacterStream(label);
  }

  @Override
  public Reader getCharacterStream(int column) throws SQLException {
    return delegate.getCharacterStream(column);
  }

  @Override
  public int getConcurrency() throws SQLException {
    return delegate.getConcurrency();
  }

  @Override
  public String getCursorName() throws SQLException {
    return delegate.getCursorName();
  }

  @Override
  public Date getDate(String label) throws SQLException {
    return delegate.getDate(label);
  }

  @Override
  public Date getDate(String label, Calendar calendar) throws SQLException {
    return delegate.getDate(label, calendar);
  }

  @Override
  public Date getDate(int column) throws SQLException {
    return delegate.getDate(column);
  }

  @Override
  public Date getDate(int column, Calendar calendar) throws SQLException {
    return delegate.getDate(column, calendar);
  }

  @Override
  public double getDouble(String label) throws SQLException {
    return delegate.getDouble(label);
  }

  @Override
  public double getDouble(int column) throws SQLException {
    return delegate.getDouble(column);
  }

  @Override
  public int getFetchDirection() throws SQLException {
    return delegate.getFetchDirection();
  }

  @Override
  public int getFetchSize() throws SQLException {
    return delegate.getFetchSize();
  }

  @Override
  public float getFloat(String label) throws SQLException {
    return delegate.getFloat(label);
  }

  @Override
  public float getFloat(int column) throws SQLException {
    return delegate.getFloat(column);
  }

  @Override
  public int getHoldability() throws SQLException {
    return delegate.getHoldability();
  }

  @Override
  public int getInt(String label) throws SQLException {
    return delegate.getInt(label);
  }

  @Override
  public int getInt(int column) throws SQLException {
    return delegate.getInt(column);
  }

  @Override
  public long getLong(String label) throws SQLException {
    return delegate.getLong(label);
  }

  @Override
  public long getLong(int column) throws SQLException {
    return delegate.getLong(column);
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return delegate.getMetaData();
  }

  @Override
  public Reader getNCharacterStream(String label) throws SQLException {
    return delegate.getNCharacterStream(label);
  }

  @Override
  public Reader getNCharacterStream(int column) throws SQLException {
    return delegate.getNCharacterStream(column);
  }

  @Override
  public String getNString(String label) throws SQLException {
    return delegate.getNString(label);
  }

  @Override
  public String getNString(int column) throws SQLException {
    return delegate.getNString(column);
  }

  @Override
  public Object getObject(String label) throws SQLException {
    return value(delegate.getObject(label));
  }

  @Override
  public <T> T getObject(String label, Class<T> type) throws SQLException {
    return value(delegate.getObject(label, type));
  }

  @Override
  public Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
    return value(delegate.getObject(label, map));
  }

  @Override
  public Object getObject(int column) throws SQLException {
    return value(delegate.getObject(column));
  }

  @Override
  public <T> T getObject(int column, Class<T> type) throws SQLException {
    return value(delegate.getObject(column, type));
  }

  @Override
  public Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
    return value(delegate.getObject(column, map));
  }

  @Override
  public int getRow() throws SQLException {
    return delegate.getRow();
  }

  @Override
  public RowId getRowId(String label) throws SQLException {
    return delegate.getRowId(label);
  }

  @Override
  public RowId getRowId(int column) throws SQLException {
    return delegate.getRowId(column);
  }

  @Override
  public SQLXML getSQLXML(String label) throws SQLException {
    return delegate.getSQLXML(label);
  }

  @Override
  public SQLXML getSQLXML(int column) throws SQLException {
    return delegate.getSQLXML(column);
  }

  @Override
  public short getShort(String label) throws SQLException {
    return delegate.getShort(label);
  }

  @Override
  public short getShort(int column) throws SQLException {
    return delegate.getShort(column);
  }

  @Override
  public String getString(String label) throws SQLException {
    return delegate.getString(label);
  }

  @Override
  public String getString(int column) throws SQLException {
    return delegate.getString(column);
  }

  @Override
  public Time getTime(String label) throws SQLException {
    return delegate.getTime(label);
  }

  @Override
  public Time getTime(String label, Calendar calendar) throws SQLException {
    return delegate.getTime(label, calendar);
  }

  @Override
  public Time getTime(int column) throws SQLException {
    return delegate.getTime(column);
  }

  @Override
  public Time getTime(int column, Calendar calendar) throws SQLException {
    return delegate.getTime(column, calendar);
  }

  @Override
  public Timestamp getTimestamp(String label) throws SQLException {
    return delegate.getTimestamp(label);
  }

  @Override
  public Timestamp getTimestamp(String label, Calendar calendar) throws SQLException {
    return delegate.getTimestamp(label, calendar);
  }

  @Override
  public Timestamp getTimestamp(int column) throws SQLException {
    return delegate.getTimestamp(column);
  }

  @Override
  public Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
    return delegate.getTimestamp(column, calendar);
  }

  @Override
  public int getType() throws SQLException {
    return delegate.getType();
  }

  @Override
  public URL getURL(String label) throws SQLException {
    return delegate.getURL(label);
  }

  @Override
  public URL getURL(int column) throws SQLException {
    return delegate.getURL(column);
  }

  @Override
  @Deprecated
  public InputStream getUnicodeStream(String label) throws SQLException {
    return delegate.getUnicodeStream(label);
  }

  @Override
  @Deprecated
  public InputStream getUnicodeStream(int column) throws SQLException {
    return delegate.getUnicodeStream(column);
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    return delegate.getWarnings();
  }

  @Override
  public void insertRow() throws SQLException {
    delegate.insertRow();
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    return delegate.isAfterLast();
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    return delegate.isBeforeFirst();
  }

  @Override
  public boolean isClosed() throws SQLException {
    return delegate.isClosed();
  }

  @Override
  public boolean isFirst() throws SQLException {
    return delegate.isFirst();
  }

  @Override
  public boolean isLast() throws SQLException {
    return delegate.isLast();
  }

  @Override
  public boolean last() throws SQLException {
    return delegate.last();
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    delegate.moveToCurrentRow();
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    delegate.moveToInsertRow();
  }

  @Override
  public boolean next() throws SQLException {
    return delegate.next();
  }

  @Override
  public boolean previous() throws SQLException {
    return delegate.previous();
  }

  @Override
  public void refreshRow() throws SQLException {
    delegate.refreshRow();
  }

  @Override
  public boolean relative(int rows) throws SQLException {
    return delegate.relative(rows);
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    return delegate.rowDeleted();
  }

  @Override
  public boolean rowInserted() throws SQLException {
    return delegate.rowInserted();
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    return delegate.rowUpdated();
  }

  @Override
  public void setFetchDirection(int value) throws SQLException {
    delegate.setFetchDirection(value);
  }

  @Override
  public void setFetchSize(int value) throws SQLException {
    delegate.setFetchSize(value);
  }

  @Override
  public void updateArray(String label, Array x) throws SQLException {
    delegate.updateArray(label, x);
  }

  @Override
  public void updateArray(int column, Array x) throws SQLException {
    delegate.updateArray(column, x);
  }

  @Override
  public void updateAsciiStream(String label, InputStream x) throws SQLException {
    delegate.updateAsciiStream(label, x);
  }

  @Override
  public void updateAsciiStream(String label, InputStream x, int length) throws SQLException {
    delegate.updateAsciiStream(label, x, length);
  }

  @Override
  public void updateAsciiStream(String label, InputStream x, long length) throws SQLException {
    delegate.updateAsciiStream(label, x, length);
  }

  @Override
  public void updateAsciiStream(int column, InputStream x) throws SQLException {
    delegate.updateAsciiStream(column, x);
  }

  @Override
  public void updateAsciiStream(int column, InputStream x, int length) throws SQLException {
    delegate.updateAsciiStream(column, x, length);
  }

  @Override
  public void updateAsciiStream(int column, InputStream x, long length) throws SQLException {
    delegate.updateAsciiStream(column, x, length);
  }

  @Override
  public void updateBigDecimal(String label, BigDecimal x) throws SQLException {
    delegate.updateBigDecimal(label, x);
  }

  @Override
  public void updateBigDecimal(int column, BigDecimal x) throws SQLException {
    delegate.updateBigDecimal(column, x);
  }

  @Override
  public void updateBinaryStream(String label, InputStream x) throws SQLException {
    delegate.updateBinaryStream(label, x);
  }

  @Override
  public void updateBinaryStream(String label, InputStream x, int length) throws SQLException {
    delegate.updateBinaryStream(label, x, length);
  }

  @Override
  public void updateBinaryStream(String label, InputStream x, long length) throws SQLException {
    delegate.updateBinaryStream(label, x, length);
  }

  @Override
  public void updateBinaryStream(int column, InputStream x) throws SQLException {
    delegate.updateBinaryStream(column, x);
  }

  @Override
  public void updateBinaryStream(int column, InputStream x, int length) throws SQLException {
    delegate.updateBinaryStream(column, x, length);
  }

  @Override
  public void updateBinaryStream(int column, InputStream x, long length) throws SQLException {
    delegate.updateBinaryStream(column, x, length);
  }

  @Override
  public void updateBlob(String label, Blob x) throws SQLException {
    delegate.updateBlob(label, x);
  }

  @Override
  public void updateBlob(String label, InputStream x) throws SQLException {
    delegate.updateBlob(label, x);
  }

  @Override
  public void updateBlob(String label, InputStream x, long length) throws SQLException {
    delegate.updateBlob(label, x, length);
  }

  @Override
  public void updateBlob(int column, Blob x) throws SQLException {
    delegate.updateBlob(column, x);
  }

  @Override
  public void updateBlob(int column, InputStream x) throws SQLException {
    delegate.updateBlob(column, x);
  }

  @Override
  public void updateBlob(int column, InputStream x, long length) throws SQLException {
    delegate.updateBlob(column, x, length);
  }

  @Override
  public void updateBoolean(String label, boolean x) throws SQLException {
    delegate.updateBoolean(label, x);
  }

  @Override
  public void updateBoolean(int column, boolean x) throws SQLException {
    delegate.updateBoolean(column, x);
  }

  @Override
  public void updateByte(String label, byte x) throws SQLException {
    delegate.updateByte(label, x);
  }

  @Override
  public void updateByte(int column, byte x) throws SQLException {
    delegate.updateByte(column, x);
  }

  @Override
  public void updateBytes(String label, byte[] x) throws SQLException {
    delegate.updateBytes(label, x);
  }

  @Override
  public void updateBytes(int column, byte[] x) throws SQLException {
    delegate.updateBytes(column, x);
  }

  @Override
  public void updateCharacterStream(String label, Reader x) throws SQLException {
    delegate.updateCharacterStream(label, x);
  }

  @Override
  public void updateCharacterStream(String label, Reader x, int length) throws SQLException {
    delegate.updateCharacterStream(label, x, length);
  }

  @Override
  public void updateCharacterStream(String label, Reader x, long length) throws SQLException {
    delegate.updateCharacterStream(label, x, length);
  }

  @Override
  public void updateCharacterStream(int column, Reader x) throws SQLException {
    delegate.updateCharacterStream(column, x);
  }

  @Override
  public void updateCharacterStream(int column, Reader x, int length) throws SQLException {
    delegate.updateCharacterStream(column, x, length);
  }

  @Override
  public void updateCharacterStream(int column, Reader x, long length) throws SQLException {
    delegate.updateCharacterStream(column, x, length);
  }

  @Override
  public void updateClob(String label, Clob x) throws SQLException {
    delegate.updateClob(label, x);
  }

  @Override
  public void updateClob(String label, Reader x) throws SQLException {
    delegate.updateClob(label, x);
  }

  @Override
  public void updateClob(String label, Reader x, long length) throws SQLException {
    delegate.updateClob(label, x, length);
  }

  @Override
  public void updateClob(int column, Clob x) throws SQLException {
    delegate.updateClob(column, x);
  }

  @Override
  public void updateClob(int column, Reader x) throws SQLException {
    delegate.updateClob(column, x);
  }

  @Override
  public void updateClob(int column, Reader x, long length) throws SQLException {
    delegate.updateClob(column, x, length);
  }

  @Override
  public void updateDate(String label, Date x) throws SQLException {
    delegate.updateDate(label, x);
  }

  @Override
  public void updateDate(int column, Date x) throws SQLException {
    delegate.updateDate(column, x);
  }

  @Override
  public void updateDouble(String label, double x) throws SQLException {
    delegate.updateDouble(label, x);
  }

  @Override
  public void updateDouble(int column, double x) throws SQLException {
    delegate.updateDouble(column, x);
  }

  @Override
  public void updateFloat(String label, float x) throws SQLException {
    delegate.updateFloat(label, x);
  }

  @Override
  public void updateFloat(int column, float x) throws SQLException {
    delegate.updateFloat(column, x);
  }

  @Override
  public void updateInt(String label, int x) throws SQLException {
    delegate.updateInt(label, x);
  }

  @Override
  public void updateInt(int column, int x) throws SQLException {
    delegate.updateInt(column, x);
  }

  @Override
  public void updateLong(String label, long x) throws SQLException {
    delegate.updateLong(label, x);
  }

  @Override
  public void updateLong(int column, long x) throws SQLException {
    delegate.updateLong(column, x);
  }

  @Override
  public void updateNCharacterStream(String label, Reader x) throws SQLException {
    delegate.updateNCharacterStream(label, x);
  }

  @Override
  public void updateNCharacterStream(String label, Reader x, long length) throws SQLException {
    delegate.updateNCharacterStream(label, x, length);
  }

  @Override
  public void updateNCharacterStream(int column, Reader x) throws SQLException {
    delegate.updateNCharacterStream(column, x);
  }

  @Override
  public void updateNCharacterStream(int column, Reader x, long length) throws SQLException {
    delegate.updateNCharacterStream(column, x, length);
  }

  @Override
  public void updateNClob(String label, NClob x) throws SQLException {
    delegate.updateNClob(label, x);
  }

  @Override
  public void updateNClob(String label, Reader x) throws SQLException {
    delegate.updateNClob(label, x);
  }

  @Override
  public void updateNClob(String label, Reader x, long length) throws SQLException {
    delegate.updateNClob(label, x, length);
  }

  @Override
  public void updateNClob(int column, NClob x) throws SQLException {
    delegate.updateNClob(column, x);
  }

  @Override
  public void updateNClob(int column, Reader x) throws SQLException {
    delegate.updateNClob(column, x);
  }

  @Override
  public void updateNClob(int column, Reader x, long length) throws SQLException {
    delegate.updateNClob(column, x, length);
  }

  @Override
  public void updateNString(String label, String x) throws SQLException {
    delegate.updateNString(label, x);
  }

  @Override
  public void updateNString(int column, String x) throws SQLException {
    delegate.updateNString(column, x);
  }

  @Override
  public void updateNull(String label) throws SQLException {
    delegate.updateNull(label);
  }

  @Override
  public void updateNull(int column) throws SQLException {
    delegate.updateNull(column);
  }

  @Override
  public void updateObject(String label, Object x) throws SQLException {
    delegate.updateObject(label, x);
  }

  @Override
  public void updateObject(String label, Object x, SQLType type) throws SQLException {
    delegate.updateObject(label, x, type);
  }

  @Override
  public void updateObject(String label, Object x, SQLType type, int scale) throws SQLException {
    delegate.updateObject(label, x, type, scale);
  }

  @Override
  public void updateObject(String label, Object x, int scale) throws SQLException {
    delegate.updateObject(label, x, scale);
  }

  @Override
  public void updateObject(int column, Object x) throws SQLException {
    delegate.updateObject(column, x);
  }

  @Override
  public void updateObject(int column, Object x, SQLType type) throws SQLException {
    delegate.updateObject(column, x, type);
  }

  @Override
  public void updateObject(int column, Object x, SQLType type, int scale) throws SQLException {
    delegate.updateObject(column, x, type, scale);
  }

  @Override
  public void updateObject(int column, Object x, int scale) throws SQLException {
    delegate.updateObject(column, x, scale);
  }

  @Override
  public void updateRef(String label, Ref x) throws SQLException {
    delegate.updateRef(label, x);
  }

  @Override
  public void updateRef(int column, Ref x) throws SQLException {
    delegate.updateRef(column, x);
  }

  @Override
  public void updateRow() throws SQLException {
    delegate.updateRow();
  }

  @Override
  public void updateRowId(String label, RowId x) throws SQLException {
    delegate.updateRowId(label, x);
  }

  @Override
  public void updateRowId(int column, RowId x) throws SQLException {
    delegate.updateRowId(column, x);
  }

  @Override
  public void updateSQLXML(String label, SQLXML x) throws SQLException {
    delegate.updateSQLXML(label, x);
  }

  @Override
  public void updateSQLXML(int column, SQLXML x) throws SQLException {
    delegate.updateSQLXML(column, x);
  }

  @Override
  public void updateShort(String label, short x) throws SQLException {
    delegate.updateShort(label, x);
  }

  @Override
  public void updateShort(int column, short x) throws SQLException {
    delegate.updateShort(column, x);
  }

  @Override
  public void updateString(String label, String x) throws SQLException {
    delegate.updateString(label, x);
  }

  @Override
  public void updateString(int column, String x) throws SQLException {
    delegate.updateString(column, x);
  }

  @Override
  public void updateTime(String label, Time x) throws SQLException {
    delegate.updateTime(label, x);
  }

  @Override
  public void updateTime(int column, Time x) throws SQLException {
    delegate.updateTime(column, x);
  }

  @Override
  public void updateTimestamp(String label, Timestamp x) throws SQLException {
    delegate.updateTimestamp(label, x);
  }

  @Override
  public void updateTimestamp(int column, Timestamp x) throws SQLException {
    delegate.updateTimestamp(column, x);
  }

  @Override
  public boolean wasNull() throws SQLException {
    return delegate.wasNull();
  }
}
