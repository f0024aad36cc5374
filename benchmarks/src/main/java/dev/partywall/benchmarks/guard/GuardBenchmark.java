package dev.partywall.benchmarks.guard;

import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Measured;
import dev.partywall.benchmarks.Report;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.guard.SqlGuard;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the guard costs beside the driver: for a known text, for a new one, and in a flood of new ones. */
public final class GuardBenchmark implements Benchmark {

  /** What was looked up last, kept so that the look-up cannot be left out. */
  private volatile @Nullable GuardedStatement found;

  @Override
  public String name() {
    return "guard";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Map<String, Object> json = new LinkedHashMap<>();
    StringBuilder table = new StringBuilder();
    add(json, table, "cached", cached(quick));
    add(json, table, "cold", cold(quick));
    add(json, table, "flood", flood(quick));
    return new Report(table.toString(), json);
  }

  private static void add(Map<String, Object> json, StringBuilder table, String section, Map<String, Double> figures) {
    json.put(section, figures);
    table.append(String.format(Locale.ROOT, "%n%s%n", section));
    figures.forEach((name, value) -> table.append(String.format(Locale.ROOT, "  %-40s %12.1f%n", name, value)));
  }

  private Map<String, Double> cached(boolean quick) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    SqlGuard guard = new SqlGuard(Shop.CATALOG, GuardPolicy.STRICT);
    int[] next = {0};
    Measured lookUp =
        Measured.of(
            quick ? 5 : 41,
            100_000,
            () -> found = guard.guard(Shop.STATEMENTS.get(next[0]++ % Shop.STATEMENTS.size()), Reach.TENANT));
    figures.put("look_up_ns", lookUp.nanos());
    figures.put("look_up_bytes", lookUp.bytes());
    try (PostgresServer server = PostgresServer.builder().durable(true).start()) {
      TestDatabase database = server.database("guard");
      database.execute(
          "create table products (tenant_id bigint, id bigint, name text, primary key (tenant_id, id));"
              + "insert into products select t, i, 'product ' || i from generate_series(1, 20) t, generate_series(1, 500) i");
      database.execute("vacuum analyze products");
      figures.putAll(statements(database, quick));
    }
    return figures;
  }

  /** The same statement over HikariCP and the driver, and through the door, each on a connection that stays open. */
  private static Map<String, Double> statements(TestDatabase database, boolean quick) throws Exception {
    PoolSettings pool = PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
    try (TenantDataSource door = TenantDataSource.builder().datasource("main", pool).build();
        HikariDataSource hikari = new HikariDataSource();
        Connection driver = driver(hikari, database);
        Connection logical = door.getConnection()) {
      Measured[] measured =
          Tenancy.of(Tenant.of(7, "t7"))
              .<Measured[], Exception>call(
                  () ->
                      Measured.interleaved(
                          quick ? 5 : 101,
                          quick ? 500 : 2_000,
                          () ->
                              read(driver, "select name from products where products.tenant_id = ? and (id = ?)", 7, 3),
                          () -> read(logical, "select name from products where id = ?", 3)));
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("driver_ns", measured[0].nanos());
      figures.put("driver_cpu_ns", measured[0].cpu());
      figures.put("driver_bytes", measured[0].bytes());
      figures.put("statement_over_driver_ns", measured[1].nanos());
      figures.put("statement_over_driver_cpu_ns", measured[1].cpu());
      figures.put("statement_over_driver_bytes", measured[1].bytes());
      return figures;
    }
  }

  private static Connection driver(HikariDataSource hikari, TestDatabase database) throws SQLException {
    hikari.setJdbcUrl(database.jdbcUrl());
    hikari.setUsername(database.username());
    hikari.setPassword(database.password());
    return hikari.getConnection();
  }

  private static void read(Connection connection, String sql, long... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setLong(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("The product is not there");
        }
      }
    }
  }

  /** Each statement by a guard that does not know it, in a JVM that has guarded others before. */
  private static Map<String, Double> cold(boolean quick) {
    int rounds = quick ? 500 : 5_000;
    Map<String, Double> figures = new LinkedHashMap<>();
    List<double[]> micros = new ArrayList<>();
    Shop.STATEMENTS.forEach(_ -> micros.add(new double[rounds]));
    for (int round = -rounds; round < rounds; round++) {
      SqlGuard guard = new SqlGuard(Shop.CATALOG, GuardPolicy.STRICT);
      for (int i = 0; i < Shop.STATEMENTS.size(); i++) {
        long start = System.nanoTime();
        guard.guard(Shop.STATEMENTS.get(i), Reach.TENANT);
        if (round >= 0) {
          micros.get(i)[round] = (System.nanoTime() - start) / 1000.0;
        }
      }
    }
    double[] medians = micros.stream().mapToDouble(Measured::median).toArray();
    figures.put("fastest_statement_us", Measured.quantile(medians, 0));
    figures.put("median_statement_us", Measured.median(medians));
    figures.put("slowest_statement_us", Measured.quantile(medians, 1));
    return figures;
  }

  private static Map<String, Double> flood(boolean quick) {
    int texts = quick ? 20_000 : 300_000;
    Flood.Seen seen = new Flood(texts).run();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("texts", (double) texts);
    figures.put("new_text_us_first_tenth", seen.firstColdMicros());
    figures.put("new_text_us_last_tenth", seen.coldMicros());
    figures.put("known_text_ns_last_tenth", seen.hotNanos());
    figures.put("known_text_misses", (double) seen.hotMisses());
    figures.put("heap_megabytes", seen.heapMegabytes());
    return figures;
  }
}
