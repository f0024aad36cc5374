package dev.partywall.fleet.lifecycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Connections for what lasts as long as their sessions. */
final class Sessions {

  /**
   * If the machine vanishes that holds a lock, the server notices within half a minute, and frees it. And no setting of
   * the login's cuts short what may take long.
   */
  private static final String LASTING =
      "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;"
          + " SET idle_session_timeout = 0; SET statement_timeout = 0; SET lock_timeout = '30s'";

  private Sessions() {}

  /** A connection that is nobody else's; the caller closes it. */
  static Connection open(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(LASTING);
      return connection;
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }
}
