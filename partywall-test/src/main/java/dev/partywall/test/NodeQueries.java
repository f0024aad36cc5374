package dev.partywall.test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Questions to one node, and waiting for an answer. */
final class NodeQueries {

  private static final long POLL_MILLIS = 3;

  private final String node;
  private final TestDatabase admin;
  private final Duration deadline;

  NodeQueries(String node, TestDatabase admin, Duration deadline) {
    this.node = node;
    this.admin = admin;
    this.deadline = deadline;
  }

  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> T ask(String sql, Reader<T> reader) {
    try (Connection connection = admin.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      return ask(statement, sql, reader);
    } catch (SQLException e) {
      throw new IllegalStateException("Node " + node + " does not answer: " + e.getMessage(), e);
    }
  }

  private static <T> T ask(Statement statement, String sql, Reader<T> reader) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return reader.read(row);
    }
  }

  /**
   * Returns when a query answers true. A node that is down may come back until the deadline.
   *
   * @param goal what is waited for, for the error
   */
  void await(String goal, String sql) {
    long end = System.nanoTime() + deadline.toNanos();
    SQLException failure = null;
    do {
      try (Connection connection = admin.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        if (isTrue(statement, sql, end)) {
          return;
        }
        failure = null;
      } catch (SQLException e) {
        failure = e;
        pause();
      }
    } while (System.nanoTime() - end < 0);
    throw late(goal, failure);
  }

  private static boolean isTrue(Statement statement, String sql, long end) throws SQLException {
    while (!ask(statement, sql, row -> row.getBoolean(1))) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  private IllegalStateException late(String goal, @Nullable SQLException failure) {
    String why = failure == null ? "" : "; it does not answer: " + failure.getMessage();
    return new IllegalStateException("Node " + node + " has not " + goal + " within " + deadline + why, failure);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a node", e);
    }
  }
}
