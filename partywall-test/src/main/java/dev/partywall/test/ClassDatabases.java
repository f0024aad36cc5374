package dev.partywall.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The databases of one test class. */
final class ClassDatabases implements AutoCloseable {

  /** A backend notices the end of its client a moment after the client is gone. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(10);

  private static final String OPEN_TRANSACTIONS =
      "select datname || ': ' || left(query, 200) from pg_stat_activity"
          + " where datname = any (?) and state like 'idle in transaction%'";

  private final PostgresServer server;
  private final Map<String, TestDatabase> byName;

  private ClassDatabases(PostgresServer server, Map<String, TestDatabase> byName) {
    this.server = server;
    this.byName = byName;
  }

  static ClassDatabases create(PostgresServer server, Class<?> test, PartywallDatabases wanted) {
    TestDatabase template = Templates.withScripts(server, test, wanted.scripts());
    Map<String, TestDatabase> byName = new LinkedHashMap<>();
    for (String name : wanted.value()) {
      byName.put(name, server.freshDatabase(name, template));
    }
    if (byName.isEmpty()) {
      throw new IllegalArgumentException(test.getName() + ": @PartywallDatabases names no database");
    }
    return new ClassDatabases(server, byName);
  }

  TestDatabase first() {
    return byName.values().iterator().next();
  }

  TestDatabase named(String name) {
    TestDatabase database = byName.get(name);
    if (database == null) {
      throw new IllegalArgumentException(
          "There is no database '" + name + "' in @PartywallDatabases, which names " + byName.keySet());
    }
    return database;
  }

  void requireNoOpenTransaction() {
    long deadline = System.nanoTime() + GRACE.toNanos();
    List<String> open = openTransactions();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      open = openTransactions();
    }
    if (!open.isEmpty()) {
      throw new AssertionError(
          "The test left " + open.size() + " connections in a transaction; their last statements: " + open);
    }
  }

  private List<String> openTransactions() {
    try (Connection connection = server.admin().dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(OPEN_TRANSACTIONS)) {
      Object[] names = byName.values().stream().map(TestDatabase::name).toArray();
      statement.setArray(1, connection.createArrayOf("text", names));
      List<String> open = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          open.add(rows.getString(1));
        }
      }
      return open;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot look for open transactions: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    byName.values().forEach(server::drop);
  }
}
