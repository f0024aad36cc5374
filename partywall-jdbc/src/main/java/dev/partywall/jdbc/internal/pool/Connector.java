package dev.partywall.jdbc.internal.pool;

import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.internal.pool.Ledger.Permit;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to one database, and remembers how the last attempt failed. */
final class Connector {

  private final PoolSettings settings;
  private final List<String> servers;
  private final Properties properties = new Properties();
  private final Check check;
  private @Nullable Driver driver;
  private volatile @Nullable Failure lastFailure;

  /**
   * A failed attempt.
   *
   * @param at when it failed, as {@link System#nanoTime}
   */
  record Failure(SQLException cause, long at) {

    /** Whether trying again is of no use: the credentials, the user's rights or the database's name are wrong. */
    boolean isLasting() {
      String state = cause.getSQLState();
      return state != null && (state.startsWith("28") || state.equals("3D000") || state.equals("42501"));
    }
  }

  /** What a new connection must pass before it is used. */
  @FunctionalInterface
  interface Check {
    Check NONE = _ -> {};

    void pass(Connection connection) throws SQLException;
  }

  /**
   * @param timeout how long one attempt may take, unless the settings say it
   */
  Connector(PoolSettings settings, Duration timeout, Check check) {
    this.settings = settings;
    this.check = check;
    this.servers = ServerAddress.of(settings.url());
    String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
    if (settings.url().startsWith("jdbc:postgresql:")) {
      properties.setProperty("loginTimeout", seconds);
      properties.setProperty("connectTimeout", seconds);
    }
    properties.putAll(settings.properties());
    if (settings.username() != null) {
      properties.setProperty("user", settings.username());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
  }

  /** The servers that a connection may be to. */
  List<String> servers() {
    return servers;
  }

  /** The URL as messages may show it. */
  String url() {
    return ServerAddress.withoutCredentials(settings.url());
  }

  /** How the last attempt failed, if it did so after a time. */
  @Nullable Failure failureSince(long time) {
    Failure failure = lastFailure;
    return failure != null && failure.at() - time >= 0 ? failure : null;
  }

  /**
   * Opens a connection.
   *
   * @param permit the right to do so, which is given back if it cannot be opened
   * @param wrapping what the connection becomes
   */
  <C extends Connection> C open(Permit permit, Wrapping<C> wrapping) throws SQLException {
    try {
      Connection connection = connect();
      try {
        permit.narrow(DriverState.of(connection).server());
        return wrapping.wrap(connection);
      } catch (Throwable t) {
        connection.close();
        throw t;
      }
    } catch (Throwable t) {
      permit.close();
      throw t;
    }
  }

  /** Makes something of a driver's connection. */
  @FunctionalInterface
  interface Wrapping<C extends Connection> {
    C wrap(Connection connection) throws SQLException;
  }

  private Connection connect() throws SQLException {
    try {
      Connection connection = driver().connect(settings.url(), (Properties) properties.clone());
      if (connection == null) {
        throw new SQLException("The driver does not accept " + url(), "08001");
      }
      pass(connection);
      lastFailure = null;
      return connection;
    } catch (SQLException e) {
      lastFailure = new Failure(e, System.nanoTime());
      throw e;
    }
  }

  private void pass(Connection connection) throws SQLException {
    try {
      check.pass(connection);
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }

  private synchronized Driver driver() throws SQLException {
    if (driver == null) {
      try {
        driver = DriverManager.getDriver(settings.url());
      } catch (SQLException e) {
        throw new SQLException("No JDBC driver for " + url() + " is on the class path", "08001", e);
      }
    }
    return driver;
  }
}
