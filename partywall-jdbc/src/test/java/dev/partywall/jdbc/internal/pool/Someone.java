package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What the tests of pools have in common. */
final class Someone {

  static final DatasourceName MAIN = DatasourceName.MAIN;

  private Someone() {}

  /** A tenant whose id and name come from a number. */
  static Tenancy tenant(int number) {
    return Tenancy.of(Tenant.of(number, "tenant-" + number));
  }

  static DatasourceSet set(String name, TestDatabase database, int size) {
    return set(name, database.jdbcUrl(), database, size);
  }

  static DatasourceSet set(String name, String url, TestDatabase database, int size) {
    PoolSettings pool = PoolSettings.of(url, database.username(), database.password()).withMaximumSize(size);
    return new DatasourceSet(DatasourceName.of(name), List.of(pool), List.of());
  }

  static Budget budget(int connections, int perServer, Duration wait) {
    return new Budget(connections, perServer, 0.5, wait, Duration.ofMinutes(5));
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
