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

  final Binding binding;
  private ResultSet current;

  public ForwardingPreparedStatement(Binding binding) {
    this.binding = binding;
  }

  @Override
  protected final PreparedStatement delegate() {
    return binding.physical();
  }

  /** Sets a parameter of the caller's; false if it is one that can only be the tenant's id. */
  private boolean set(int parameter, Binding.Setter setter) throws SQLException {
    int position = binding.place(parameter);
    if (position <= 0) {
      return false;
    }
    setter.set(binding.physical(), position);
    binding.remember(parameter, setter);
    return true;
  }

  /** As {@link #set}, for a value that can be read only once. */
  private boolean setOnce(int parameter, Binding.Setter setter) throws SQLException {
    binding.beforeOnce();
    boolean set = set(parameter, setter);
    if (set) {
      binding.rememberOnce(parameter);
    }
    return set;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    current = null;
    current = binding.rows(this, binding.run("PreparedStatement.executeQuery", binding::executeQuery));
    return current;
  }

  @Override
  public int executeUpdate() throws SQLException {
    long count = executeLargeUpdate();
    return count > Integer.MAX_VALUE ? SUCCESS_NO_INFO : (int) count;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    current = null;
    return binding.run("PreparedStatement.executeUpdate", binding::executeUpdate);
  }

  @Override
  public boolean execute() throws SQLException {
    current = null;
    return binding.run("PreparedStatement.execute", binding::execute);
  }

  @Override
  public void addBatch() throws SQLException {
    binding.beforeBatch();
    delegate().addBatch();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    current = null;
    return binding.run("PreparedStatement.executeBatch", () -> delegate().executeBatch());
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    current = null;
    return binding.run("PreparedStatement.executeLargeBatch", () -> delegate().executeLargeBatch());
  }

  @Override
  public void clearParameters() throws SQLException {
    delegate().clearParameters();
    binding.forget();
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

  @Override
  public ResultSet getResultSet() throws SQLException {
    if (current == null) {
      ResultSet drivers = delegate().getResultSet();
      current = drivers == null ? null : binding.rows(this, drivers);
    }
    return current;
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    current = null;
    return delegate().getMoreResults();
  }

  @Override
  public boolean getMoreResults(int what) throws SQLException {
    current = null;
    return delegate().getMoreResults(what);
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    return binding.rows(this, delegate().getGeneratedKeys());
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
    return delegate().toString();
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
    if (!set(parameter, (to, position) -> to.setArray(position, binding.array(x)))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setAsciiStream(int parameter, InputStream x) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setAsciiStream(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setAsciiStream(int parameter, InputStream x, int length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setAsciiStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setAsciiStream(int parameter, InputStream x, long length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setAsciiStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBigDecimal(int parameter, BigDecimal x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setBigDecimal(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBinaryStream(int parameter, InputStream x) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setBinaryStream(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBinaryStream(int parameter, InputStream x, int length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setBinaryStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBinaryStream(int parameter, InputStream x, long length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setBinaryStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBlob(int parameter, Blob x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!set(parameter, (to, position) -> to.setBlob(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBlob(int parameter, InputStream x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!setOnce(parameter, (to, position) -> to.setBlob(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBlob(int parameter, InputStream x, long length) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!setOnce(parameter, (to, position) -> to.setBlob(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBoolean(int parameter, boolean x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setBoolean(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setByte(int parameter, byte x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setByte(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setBytes(int parameter, byte[] x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setBytes(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setCharacterStream(int parameter, Reader x) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setCharacterStream(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setCharacterStream(int parameter, Reader x, int length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setCharacterStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setCharacterStream(int parameter, Reader x, long length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setCharacterStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setClob(int parameter, Clob x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!set(parameter, (to, position) -> to.setClob(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setClob(int parameter, Reader x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!setOnce(parameter, (to, position) -> to.setClob(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setClob(int parameter, Reader x, long length) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!setOnce(parameter, (to, position) -> to.setClob(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setDate(int parameter, Date x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setDate(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setDate(int parameter, Date x, Calendar calendar) throws SQLException {
    if (!set(parameter, (to, position) -> to.setDate(position, x, calendar))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setDouble(int parameter, double x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setDouble(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setFloat(int parameter, float x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setFloat(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setInt(int parameter, int x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setInt(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setLong(int parameter, long x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setLong(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNCharacterStream(int parameter, Reader x) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setNCharacterStream(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNCharacterStream(int parameter, Reader x, long length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setNCharacterStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNClob(int parameter, NClob x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!set(parameter, (to, position) -> to.setNClob(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNClob(int parameter, Reader x) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!setOnce(parameter, (to, position) -> to.setNClob(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNClob(int parameter, Reader x, long length) throws SQLException {
    if (x != null) {
      binding.refuseLargeObject();
    }
    if (!setOnce(parameter, (to, position) -> to.setNClob(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNString(int parameter, String x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setNString(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setNull(int parameter, int sqlType) throws SQLException {
    if (!set(parameter, (to, position) -> to.setNull(position, sqlType))) {
      binding.bindTenant(parameter, null);
    }
  }

  @Override
  public void setNull(int parameter, int sqlType, String typeName) throws SQLException {
    if (!set(parameter, (to, position) -> to.setNull(position, sqlType, typeName))) {
      binding.bindTenant(parameter, null);
    }
  }

  @Override
  public void setObject(int parameter, Object x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setObject(position, binding.object(x)))) {
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
    if (!set(parameter, (to, position) -> to.setObject(position, binding.object(x, sqlType), sqlType))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setObject(int parameter, Object x, int sqlType, int scale) throws SQLException {
    if (!set(parameter, (to, position) -> to.setObject(position, binding.object(x, sqlType), sqlType, scale))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setRef(int parameter, Ref x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setRef(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setRowId(int parameter, RowId x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setRowId(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setSQLXML(int parameter, SQLXML x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setSQLXML(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setShort(int parameter, short x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setShort(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setString(int parameter, String x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setString(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTime(int parameter, Time x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setTime(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTime(int parameter, Time x, Calendar calendar) throws SQLException {
    if (!set(parameter, (to, position) -> to.setTime(position, x, calendar))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTimestamp(int parameter, Timestamp x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setTimestamp(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setTimestamp(int parameter, Timestamp x, Calendar calendar) throws SQLException {
    if (!set(parameter, (to, position) -> to.setTimestamp(position, x, calendar))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  public void setURL(int parameter, URL x) throws SQLException {
    if (!set(parameter, (to, position) -> to.setURL(position, x))) {
      binding.bindTenant(parameter, x);
    }
  }

  @Override
  @Deprecated
  public void setUnicodeStream(int parameter, InputStream x, int length) throws SQLException {
    if (!setOnce(parameter, (to, position) -> to.setUnicodeStream(position, x, length))) {
      binding.bindTenant(parameter, x);
    }
  }
}
