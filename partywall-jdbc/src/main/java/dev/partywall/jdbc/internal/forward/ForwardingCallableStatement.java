package dev.partywall.jdbc.internal.forward;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/** The results of a call, asked of another one by number. Names are refused: they are not placed by the guard. */
@SuppressWarnings("deprecation") // JDBC still asks for its deprecated methods
public final class ForwardingCallableStatement extends ForwardingPreparedStatement implements CallableStatement {

  private final CallableStatement callable;

  public ForwardingCallableStatement(CallableStatement delegate, Binding binding) {
    super(binding);
    this.callable = delegate;
  }

  @Override
  public Array getArray(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Array getArray(int parameter) throws SQLException {
    return binding.value(callable.getArray(binding.place(parameter)));
  }

  @Override
  public BigDecimal getBigDecimal(String name) throws SQLException {
    throw byName();
  }

  @Override
  public BigDecimal getBigDecimal(int parameter) throws SQLException {
    return callable.getBigDecimal(binding.place(parameter));
  }

  @Override
  @Deprecated
  public BigDecimal getBigDecimal(int parameter, int scale) throws SQLException {
    return callable.getBigDecimal(binding.place(parameter), scale);
  }

  @Override
  public Blob getBlob(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Blob getBlob(int parameter) throws SQLException {
    return binding.value(callable.getBlob(binding.place(parameter)));
  }

  @Override
  public boolean getBoolean(String name) throws SQLException {
    throw byName();
  }

  @Override
  public boolean getBoolean(int parameter) throws SQLException {
    return callable.getBoolean(binding.place(parameter));
  }

  @Override
  public byte getByte(String name) throws SQLException {
    throw byName();
  }

  @Override
  public byte getByte(int parameter) throws SQLException {
    return callable.getByte(binding.place(parameter));
  }

  @Override
  public byte[] getBytes(String name) throws SQLException {
    throw byName();
  }

  @Override
  public byte[] getBytes(int parameter) throws SQLException {
    return callable.getBytes(binding.place(parameter));
  }

  @Override
  public Reader getCharacterStream(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Reader getCharacterStream(int parameter) throws SQLException {
    return callable.getCharacterStream(binding.place(parameter));
  }

  @Override
  public Clob getClob(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Clob getClob(int parameter) throws SQLException {
    return binding.value(callable.getClob(binding.place(parameter)));
  }

  @Override
  public Date getDate(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Date getDate(String name, Calendar calendar) throws SQLException {
    throw byName();
  }

  @Override
  public Date getDate(int parameter) throws SQLException {
    return callable.getDate(binding.place(parameter));
  }

  @Override
  public Date getDate(int parameter, Calendar calendar) throws SQLException {
    return callable.getDate(binding.place(parameter), calendar);
  }

  @Override
  public double getDouble(String name) throws SQLException {
    throw byName();
  }

  @Override
  public double getDouble(int parameter) throws SQLException {
    return callable.getDouble(binding.place(parameter));
  }

  @Override
  public float getFloat(String name) throws SQLException {
    throw byName();
  }

  @Override
  public float getFloat(int parameter) throws SQLException {
    return callable.getFloat(binding.place(parameter));
  }

  @Override
  public int getInt(String name) throws SQLException {
    throw byName();
  }

  @Override
  public int getInt(int parameter) throws SQLException {
    return callable.getInt(binding.place(parameter));
  }

  @Override
  public long getLong(String name) throws SQLException {
    throw byName();
  }

  @Override
  public long getLong(int parameter) throws SQLException {
    return callable.getLong(binding.place(parameter));
  }

  @Override
  public Reader getNCharacterStream(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Reader getNCharacterStream(int parameter) throws SQLException {
    return callable.getNCharacterStream(binding.place(parameter));
  }

  @Override
  public NClob getNClob(String name) throws SQLException {
    throw byName();
  }

  @Override
  public NClob getNClob(int parameter) throws SQLException {
    return binding.value(callable.getNClob(binding.place(parameter)));
  }

  @Override
  public String getNString(String name) throws SQLException {
    throw byName();
  }

  @Override
  public String getNString(int parameter) throws SQLException {
    return callable.getNString(binding.place(parameter));
  }

  @Override
  public Object getObject(String name) throws SQLException {
    throw byName();
  }

  @Override
  public <T> T getObject(String name, Class<T> type) throws SQLException {
    throw byName();
  }

  @Override
  public Object getObject(String name, Map<String, Class<?>> map) throws SQLException {
    throw byName();
  }

  @Override
  public Object getObject(int parameter) throws SQLException {
    return binding.value(callable.getObject(binding.place(parameter)));
  }

  @Override
  public <T> T getObject(int parameter, Class<T> type) throws SQLException {
    return binding.value(callable.getObject(binding.place(parameter), type));
  }

  @Override
  public Object getObject(int parameter, Map<String, Class<?>> map) throws SQLException {
    return binding.value(callable.getObject(binding.place(parameter), map));
  }

  @Override
  public Ref getRef(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Ref getRef(int parameter) throws SQLException {
    return binding.value(callable.getRef(binding.place(parameter)));
  }

  @Override
  public RowId getRowId(String name) throws SQLException {
    throw byName();
  }

  @Override
  public RowId getRowId(int parameter) throws SQLException {
    return callable.getRowId(binding.place(parameter));
  }

  @Override
  public SQLXML getSQLXML(String name) throws SQLException {
    throw byName();
  }

  @Override
  public SQLXML getSQLXML(int parameter) throws SQLException {
    return callable.getSQLXML(binding.place(parameter));
  }

  @Override
  public short getShort(String name) throws SQLException {
    throw byName();
  }

  @Override
  public short getShort(int parameter) throws SQLException {
    return callable.getShort(binding.place(parameter));
  }

  @Override
  public String getString(String name) throws SQLException {
    throw byName();
  }

  @Override
  public String getString(int parameter) throws SQLException {
    return callable.getString(binding.place(parameter));
  }

  @Override
  public Time getTime(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Time getTime(String name, Calendar calendar) throws SQLException {
    throw byName();
  }

  @Override
  public Time getTime(int parameter) throws SQLException {
    return callable.getTime(binding.place(parameter));
  }

  @Override
  public Time getTime(int parameter, Calendar calendar) throws SQLException {
    return callable.getTime(binding.place(parameter), calendar);
  }

  @Override
  public Timestamp getTimestamp(String name) throws SQLException {
    throw byName();
  }

  @Override
  public Timestamp getTimestamp(String name, Calendar calendar) throws SQLException {
    throw byName();
  }

  @Override
  public Timestamp getTimestamp(int parameter) throws SQLException {
    return callable.getTimestamp(binding.place(parameter));
  }

  @Override
  public Timestamp getTimestamp(int parameter, Calendar calendar) throws SQLException {
    return callable.getTimestamp(binding.place(parameter), calendar);
  }

  @Override
  public URL getURL(String name) throws SQLException {
    throw byName();
  }

  @Override
  public URL getURL(int parameter) throws SQLException {
    return callable.getURL(binding.place(parameter));
  }

  @Override
  public void registerOutParameter(String name, SQLType type) throws SQLException {
    throw byName();
  }

  @Override
  public void registerOutParameter(String name, SQLType type, String typeName) throws SQLException {
    throw byName();
  }

  @Override
  public void registerOutParameter(String name, SQLType type, int scale) throws SQLException {
    throw byName();
  }

  @Override
  public void registerOutParameter(String name, int sqlType) throws SQLException {
    throw byName();
  }

  @Override
  public void registerOutParameter(String name, int sqlType, String typeName) throws SQLException {
    throw byName();
  }

  @Override
  public void registerOutParameter(String name, int sqlType, int scale) throws SQLException {
    throw byName();
  }

  @Override
  public void registerOutParameter(int parameter, SQLType type) throws SQLException {
    callable.registerOutParameter(binding.place(parameter), type);
  }

  @Override
  public void registerOutParameter(int parameter, SQLType type, String typeName) throws SQLException {
    callable.registerOutParameter(binding.place(parameter), type, typeName);
  }

  @Override
  public void registerOutParameter(int parameter, SQLType type, int scale) throws SQLException {
    callable.registerOutParameter(binding.place(parameter), type, scale);
  }

  @Override
  public void registerOutParameter(int parameter, int sqlType) throws SQLException {
    callable.registerOutParameter(binding.place(parameter), sqlType);
  }

  @Override
  public void registerOutParameter(int parameter, int sqlType, String typeName) throws SQLException {
    callable.registerOutParameter(binding.place(parameter), sqlType, typeName);
  }

  @Override
  public void registerOutParameter(int parameter, int sqlType, int scale) throws SQLException {
    callable.registerOutParameter(binding.place(parameter), sqlType, scale);
  }

  @Override
  public void setAsciiStream(String name, InputStream x) throws SQLException {
    throw byName();
  }

  @Override
  public void setAsciiStream(String name, InputStream x, int length) throws SQLException {
    throw byName();
  }

  @Override
  public void setAsciiStream(String name, InputStream x, long length) throws SQLException {
    throw byName();
  }

  @Override
  public void setBigDecimal(String name, BigDecimal x) throws SQLException {
    throw byName();
  }

  @Override
  public void setBinaryStream(String name, InputStream x) throws SQLException {
    throw byName();
  }

  @Override
  public void setBinaryStream(String name, InputStream x, int length) throws SQLException {
    throw byName();
  }

  @Override
  public void setBinaryStream(String name, InputStream x, long length) throws SQLException {
    throw byName();
  }

  @Override
  public void setBlob(String name, Blob x) throws SQLException {
    throw byName();
  }

  @Override
  public void setBlob(String name, InputStream x) throws SQLException {
    throw byName();
  }

  @Override
  public void setBlob(String name, InputStream x, long length) throws SQLException {
    throw byName();
  }

  @Override
  public void setBoolean(String name, boolean x) throws SQLException {
    throw byName();
  }

  @Override
  public void setByte(String name, byte x) throws SQLException {
    throw byName();
  }

  @Override
  public void setBytes(String name, byte[] x) throws SQLException {
    throw byName();
  }

  @Override
  public void setCharacterStream(String name, Reader x) throws SQLException {
    throw byName();
  }

  @Override
  public void setCharacterStream(String name, Reader x, int length) throws SQLException {
    throw byName();
  }

  @Override
  public void setCharacterStream(String name, Reader x, long length) throws SQLException {
    throw byName();
  }

  @Override
  public void setClob(String name, Clob x) throws SQLException {
    throw byName();
  }

  @Override
  public void setClob(String name, Reader x) throws SQLException {
    throw byName();
  }

  @Override
  public void setClob(String name, Reader x, long length) throws SQLException {
    throw byName();
  }

  @Override
  public void setDate(String name, Date x) throws SQLException {
    throw byName();
  }

  @Override
  public void setDate(String name, Date x, Calendar calendar) throws SQLException {
    throw byName();
  }

  @Override
  public void setDouble(String name, double x) throws SQLException {
    throw byName();
  }

  @Override
  public void setFloat(String name, float x) throws SQLException {
    throw byName();
  }

  @Override
  public void setInt(String name, int x) throws SQLException {
    throw byName();
  }

  @Override
  public void setLong(String name, long x) throws SQLException {
    throw byName();
  }

  @Override
  public void setNCharacterStream(String name, Reader x) throws SQLException {
    throw byName();
  }

  @Override
  public void setNCharacterStream(String name, Reader x, long length) throws SQLException {
    throw byName();
  }

  @Override
  public void setNClob(String name, NClob x) throws SQLException {
    throw byName();
  }

  @Override
  public void setNClob(String name, Reader x) throws SQLException {
    throw byName();
  }

  @Override
  public void setNClob(String name, Reader x, long length) throws SQLException {
    throw byName();
  }

  @Override
  public void setNString(String name, String x) throws SQLException {
    throw byName();
  }

  @Override
  public void setNull(String name, int sqlType) throws SQLException {
    throw byName();
  }

  @Override
  public void setNull(String name, int sqlType, String typeName) throws SQLException {
    throw byName();
  }

  @Override
  public void setObject(String name, Object x) throws SQLException {
    throw byName();
  }

  @Override
  public void setObject(String name, Object x, SQLType type) throws SQLException {
    throw byName();
  }

  @Override
  public void setObject(String name, Object x, SQLType type, int scale) throws SQLException {
    throw byName();
  }

  @Override
  public void setObject(String name, Object x, int sqlType) throws SQLException {
    throw byName();
  }

  @Override
  public void setObject(String name, Object x, int sqlType, int scale) throws SQLException {
    throw byName();
  }

  @Override
  public void setRowId(String name, RowId x) throws SQLException {
    throw byName();
  }

  @Override
  public void setSQLXML(String name, SQLXML x) throws SQLException {
    throw byName();
  }

  @Override
  public void setShort(String name, short x) throws SQLException {
    throw byName();
  }

  @Override
  public void setString(String name, String x) throws SQLException {
    throw byName();
  }

  @Override
  public void setTime(String name, Time x) throws SQLException {
    throw byName();
  }

  @Override
  public void setTime(String name, Time x, Calendar calendar) throws SQLException {
    throw byName();
  }

  @Override
  public void setTimestamp(String name, Timestamp x) throws SQLException {
    throw byName();
  }

  @Override
  public void setTimestamp(String name, Timestamp x, Calendar calendar) throws SQLException {
    throw byName();
  }

  @Override
  public void setURL(String name, URL x) throws SQLException {
    throw byName();
  }

  @Override
  public boolean wasNull() throws SQLException {
    return callable.wasNull();
  }

  private static SQLFeatureNotSupportedException byName() {
    return new SQLFeatureNotSupportedException("Parameters are set and read by number, not by name", "0A000");
  }
}
