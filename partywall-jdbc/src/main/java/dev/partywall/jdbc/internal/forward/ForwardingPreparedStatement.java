package dev.partywall.jdbc.internal.forward;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** A prepared statement over another one, which has the caller's parameters where its binding says. */
@SuppressWarnings("deprecation") // JDBC still asks for its deprecated methods
public class ForwardingPreparedStatement extends ForwardingStatement implements PreparedStatement {

  private final PreparedStatement prepared;
  final Binding binding;
  private ResultSet current;

  public ForwardingPreparedStatement(PreparedStatement delegate, Binding binding) {
    super(delegate);
    this.prepared = delegate;
    this.binding = binding;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    beforeRun("PreparedStatement.executeQuery");
    current = binding.rows(this, binding.executeQuery());
    return current;
  }

  @Override
  public int executeUpdate() throws SQLException {
    beforeRun("PreparedStatement.executeUpdate");
    int count = prepared.executeUpdate();
    binding.afterRun();
    return count;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    beforeRun("PreparedStatement.executeLargeUpdate");
    long count = prepared.executeLargeUpdate();
    binding.afterRun();
    return count;
  }

  @Override
  public boolean execute() throws SQLException {
    beforeRun("PreparedStatement.execute");
    boolean rows = binding.execute();
    binding.afterRun();
    return rows;
  }

  @Override
  public void addBatch() throws SQLException {
    binding.beforeBatch();
    prepared.addBatch();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    beforeRun("PreparedStatement.executeBatch");
    int[] counts = prepared.executeBatch();
    binding.afterRun();
    return counts;
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    beforeRun("PreparedStatement.executeLargeBatch");
    long[] counts = prepared.executeLargeBatch();
    binding.afterRun();
    return counts;
  }

  @Override
  public void clearParameters() throws SQLException {
    prepared.clearParameters();
    binding.bindTenants();
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return binding.described().getMetaData();
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    return binding.parameters(binding.described().getParameterMetaData());
  }

  private void beforeRun(String entryPoint) throws SQLException {
    current = null;
    binding.beforeRun(entryPoint);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    if (current == null) {
      ResultSet drivers = prepared.getResultSet();
      current = drivers == null ? null : binding.rows(this, drivers);
    }
    return current;
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    current = null;
    return prepared.getMoreResults();
  }

  @Override
  public boolean getMoreResults(int what) throws SQLException {
    current = null;
    return prepared.getMoreResults(what);
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    return binding.rows(this, prepared.getGeneratedKeys());
  }

  @Override
  public Connection getConnection() throws SQLException {
    return binding.connection();
  }

  @Override
  public boolean isClosed() throws SQLException {
    return binding.isClosed();
  }

  @Override
  public void close() throws SQLException {
    binding.close();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return prepared.toString();
  }

  private static SQLFeatureNotSupportedException byText() {
    return new SQLFeatureNotSupportedException(
        "A prepared statement runs its own text; use createStatement() for another one", "0A000");
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    throw byText();
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    throw byText();
  }

  @Override
  public boolean execute(String sql, String[] keys) throws SQLException {
    throw byText();
  }

  @Override
  public boolean execute(String sql, int keys) throws SQLException {
    throw byText();
  }

  @Override
  public boolean execute(String sql, int[] keys) throws SQLException {
    throw byText();
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    throw byText();
  }

  @Override
  public long executeLargeUpdate(String sql, String[] keys) throws SQLException {
    throw byText();
  }

  @Override
  public long executeLargeUpdate(String sql, int keys) throws SQLException {
    throw byText();
  }

  @Override
  public long executeLargeUpdate(String sql, int[] keys) throws SQLException {
    throw byText();
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    throw byText();
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    throw byText();
  }

  @Override
  public int executeUpdate(String sql, String[] keys) throws SQLException {
    throw byText();
  }

  @Override
  public int executeUpdate(String sql, int keys) throws SQLException {
    throw byText();
  }

  @Override
  public int executeUpdate(String sql, int[] keys) throws SQLException {
    throw byText();
  }

  @Override
  public void setArray(int parameter, Array x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setArray(position, binding.array(x));
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setAsciiStream(int parameter, InputStream x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setAsciiStream(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setAsciiStream(int parameter, InputStream x, int length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setAsciiStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setAsciiStream(int parameter, InputStream x, long length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setAsciiStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBigDecimal(int parameter, BigDecimal x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBigDecimal(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBinaryStream(int parameter, InputStream x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBinaryStream(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBinaryStream(int parameter, InputStream x, int length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBinaryStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBinaryStream(int parameter, InputStream x, long length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBinaryStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBlob(int parameter, Blob x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBlob(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBlob(int parameter, InputStream x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBlob(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBlob(int parameter, InputStream x, long length) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBlob(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBoolean(int parameter, boolean x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBoolean(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setByte(int parameter, byte x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setByte(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBytes(int parameter, byte[] x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setBytes(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setCharacterStream(int parameter, Reader x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setCharacterStream(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setCharacterStream(int parameter, Reader x, int length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setCharacterStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setCharacterStream(int parameter, Reader x, long length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setCharacterStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setClob(int parameter, Clob x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setClob(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setClob(int parameter, Reader x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setClob(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setClob(int parameter, Reader x, long length) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setClob(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setDate(int parameter, Date x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setDate(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setDate(int parameter, Date x, Calendar calendar) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setDate(position, x, calendar);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setDouble(int parameter, double x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setDouble(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setFloat(int parameter, float x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setFloat(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setInt(int parameter, int x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setInt(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setLong(int parameter, long x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setLong(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNCharacterStream(int parameter, Reader x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNCharacterStream(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNCharacterStream(int parameter, Reader x, long length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNCharacterStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNClob(int parameter, NClob x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNClob(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNClob(int parameter, Reader x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNClob(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNClob(int parameter, Reader x, long length) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNClob(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNString(int parameter, String x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNString(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNull(int parameter, int sqlType) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNull(position, sqlType);
    } else {
      binding.bindTenant(parameter, null);
    }
  }

  @Override
  public void setNull(int parameter, int sqlType, String typeName) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setNull(position, sqlType, typeName);
    } else {
      binding.bindTenant(parameter, null);
    }
  }

  @Override
  public void setObject(int parameter, Object x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setObject(position, binding.object(x));
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setObject(int parameter, Object x, SQLType type) throws SQLException {
    setObject(parameter, x, (int) type.getVendorTypeNumber());
  }

  @Override
  public void setObject(int parameter, Object x, SQLType type, int scale) throws SQLException {
    setObject(parameter, x, (int) type.getVendorTypeNumber(), scale);
  }

  @Override
  public void setObject(int parameter, Object x, int sqlType) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setObject(position, binding.object(x, sqlType), sqlType);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setObject(int parameter, Object x, int sqlType, int scale) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setObject(position, binding.object(x, sqlType), sqlType, scale);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setRef(int parameter, Ref x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setRef(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setRowId(int parameter, RowId x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setRowId(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setSQLXML(int parameter, SQLXML x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setSQLXML(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setShort(int parameter, short x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setShort(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setString(int parameter, String x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setString(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTime(int parameter, Time x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setTime(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTime(int parameter, Time x, Calendar calendar) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setTime(position, x, calendar);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTimestamp(int parameter, Timestamp x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setTimestamp(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTimestamp(int parameter, Timestamp x, Calendar calendar) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setTimestamp(position, x, calendar);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setURL(int parameter, URL x) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setURL(position, x);
    } else {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  @Deprecated
  public void setUnicodeStream(int parameter, InputStream x, int length) throws SQLException {
    int position = binding.place(parameter);
    if (position > 0) {
      prepared.setUnicodeStream(position, x, length);
    } else {
      binding.bindTenant(parameter, x);
    }
  }
}
