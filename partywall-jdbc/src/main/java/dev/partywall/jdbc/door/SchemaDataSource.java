package dev.partywall.jdbc.door;

import dev.partywall.jdbc.internal.forward.Wrappers;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database seen from one of its schemas. */
record SchemaDataSource(DataSource database, String schema) implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    return entered(database.getConnection());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return entered(database.getConnection(username, password));
  }

  private Connection entered(Connection connection) throws SQLException {
    try {
      connection.setSchema(schema);
      return connection;
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return database.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    database.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    database.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return database.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return database.getParentLogger();
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
