package dev.partywall.jdbc.replica;

import dev.partywall.test.TestDatabase;
import dev.partywall.test.history.Shown;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A router by position as one would write it in an afternoon: it keeps the writer's position for a session, and asks
 * the standby for its own before each read.
 */
final class HandMadeRouter {

  /** When the position is taken. */
  enum Token {
    /** In the writing transaction, where its commit is not in the log yet. */
    BEFORE_COMMIT,
    /** When the commit has returned. */
    AFTER_COMMIT
  }

  private final TestDatabase writer;
  private final TestDatabase reader;
  private final Token token;
  private final Map<String, String> positions = new ConcurrentHashMap<>();

  HandMadeRouter(String database, Token token) {
    this.writer = Replicas.onWriter(database);
    this.reader = Replicas.onStandby(0, database);
    this.token = token;
  }

  long write(String session, long id) throws SQLException {
    try (Connection connection = writer.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      if (token == Token.BEFORE_COMMIT) {
        positions.put(session, only(connection, "select pg_current_wal_lsn()"));
      }
      String version =
          only(
              connection,
              "update counter set version = version + 1 where tenant_id = 1 and id = " + id + " returning version");
      connection.commit();
      if (token == Token.AFTER_COMMIT) {
        positions.put(session, only(connection, "select pg_current_wal_lsn()"));
      }
      return Long.parseLong(version);
    }
  }

  Shown read(String session, long id) throws SQLException {
    String sql = "select version from counter where tenant_id = 1 and id = " + id;
    try (Connection connection = reader.dataSource().getConnection()) {
      String position = positions.getOrDefault(session, "0/0");
      if (only(connection, "select pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn").equals("t")) {
        return new Shown(Long.parseLong(only(connection, sql)), "read-1");
      }
    }
    try (Connection connection = writer.dataSource().getConnection()) {
      return new Shown(Long.parseLong(only(connection, sql)), "write-1");
    }
  }

  private static String only(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
