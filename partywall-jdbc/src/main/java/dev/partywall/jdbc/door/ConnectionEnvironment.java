package dev.partywall.jdbc.door;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the statements of a logical connection: its settings, which hold for every physical one, and its
 * values.
 */
abstract class ConnectionEnvironment implements Connection {

  final ConnectionSettings settings = new ConnectionSettings();
  final UnitOfWork unit;
  final Execution execution;

  ConnectionEnvironment(Door door) {
    this.unit = new UnitOfWork(door, settings);
    this.execution = new Execution(this, door, settings, unit);
  }

  abstract void checkOpen() throws SQLException;

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
    if (level < TRANSACTION_READ_UNCOMMITTED || level > TRANSACTION_SERIALIZABLE || Integer.bitCount(level) != 1) {
      throw new SQLException("There is no isolation level " + level, "22023");
    }
    for (Participant participant : unit.participants()) {
      participant.connection().setTransactionIsolation(level);
    }
    settings.isolation(level);
  }

  /** What was set, or the database's own if one has joined already, or PostgreSQL's default. */
  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    if (settings.isolation() != TRANSACTION_NONE) {
      return settings.isolation();
    }
    return unit.participants().isEmpty()
        ? TRANSACTION_READ_COMMITTED
        : unit.participants().getFirst().connection().getTransactionIsolation();
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    checkOpen();
    for (Participant participant : unit.participants()) {
      participant.connection().setReadOnly(readOnly);
    }
    settings.readOnly(readOnly);
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return settings.readOnly();
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    checkOpen();
    if (milliseconds < 0) {
      throw new SQLException("The network timeout is " + milliseconds + " ms; it cannot be negative", "22023");
    }
    for (Participant participant : unit.participants()) {
      participant.connection().setNetworkTimeout(executor, milliseconds);
    }
    settings.networkTimeout(executor, milliseconds);
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return settings.networkTimeout();
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    for (Participant participant : unit.participants()) {
      SQLWarning warning = participant.connection().getWarnings();
      if (warning != null) {
        return warning;
      }
    }
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    for (Participant participant : unit.participants()) {
      participant.connection().clearWarnings();
    }
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
    if (holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT && holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
      throw new SQLException("There is no holdability " + holdability, "22023");
    }
    settings.holdability(holdability);
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return settings.holdability();
  }

  /** The database of the running block's tenancy decides; another one is refused. */
  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    refuseOther("database", catalog, getCatalog());
  }

  @Override
  public String getCatalog() throws SQLException {
    return execution.participant().connection().getCatalog();
  }

  /** The placement of the running block's tenancy decides; another schema is refused. */
  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    refuseOther("schema", schema, getSchema());
  }

  @Override
  public @Nullable String getSchema() throws SQLException {
    checkOpen();
    String own = execution.schema();
    return own != null ? own : execution.participant().connection().getSchema();
  }

  private static void refuseOther(String what, @Nullable String asked, @Nullable String own) throws SQLException {
    if (asked != null && !asked.equals(own)) {
      throw new SQLFeatureNotSupportedException(
          "The " + what + " is '" + own + "' by the placement of the tenancy and cannot be set to '" + asked + "'",
          "0A000");
    }
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return Map.of();
  }

  @Override
  public void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
    checkOpen();
    if (map != null && !map.isEmpty()) {
      throw new SQLFeatureNotSupportedException("Type maps are not supported", "0A000");
    }
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    try {
      checkOpen();
      for (Participant participant : unit.participants()) {
        participant.clientInfo(name, value);
      }
      settings.clientInfo(name, value);
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.of(name, ClientInfoStatus.REASON_UNKNOWN), e);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    for (String name : settings.clientInfo().keySet()) {
      if (properties.getProperty(name) == null) {
        setClientInfo(name, null);
      }
    }
    for (String name : properties.stringPropertyNames()) {
      setClientInfo(name, properties.getProperty(name));
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return settings.clientInfo().get(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties copy = new Properties();
    copy.putAll(settings.clientInfo());
    return copy;
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    return execution.participant().connection().nativeSQL(sql);
  }

  // Values

  @Override
  public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
    return execution.value(execution.participant().connection().createArrayOf(typeName, elements));
  }

  @Override
  public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    return execution.participant().connection().createStruct(typeName, attributes);
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    return execution.participant().connection().createSQLXML();
  }

  @Override
  public Blob createBlob() throws SQLException {
    execution.refuseLargeObject();
    return execution.participant().connection().createBlob();
  }

  @Override
  public Clob createClob() throws SQLException {
    execution.refuseLargeObject();
    return execution.participant().connection().createClob();
  }

  @Override
  public NClob createNClob() throws SQLException {
    execution.refuseLargeObject();
    return execution.participant().connection().createNClob();
  }
}
