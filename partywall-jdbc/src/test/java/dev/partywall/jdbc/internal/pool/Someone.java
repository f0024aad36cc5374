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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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
    return DatasourceSet.of(DatasourceName.of(name), pool);
  }

  static Budget budget(int connections, int perServer, Duration wait) {
    return new Budget(connections, perServer, 0.5, wait, Duration.ofMinutes(5));
  }

  /**
   * Looks again and again until it is so. Counts looks and not time, so that a machine that stands still does no harm.
   */
  static void eventually(BooleanSupplier condition) {
    for (int looks = 0; !condition.getAsBoolean(); looks++) {
      if (looks > 20_000) {
        throw new AssertionError("It did not become true");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
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
