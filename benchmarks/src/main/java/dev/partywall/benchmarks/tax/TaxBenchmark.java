package dev.partywall.benchmarks.tax;

import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.core.Placement;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What the door costs beside hand-written JDBC with {@code tenant_id = ?}, and what other tools cost: one client, one
 * connection pool of the same size each, one PostgreSQL with durable settings.
 */
public final class TaxBenchmark implements Benchmark {

  private static final int POOL_SIZE = 4;

  @Override
  public String name() {
    return "tax";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try (PostgresServer server = PostgresServer.builder().durable(true).start()) {
      TestDatabase database = server.database("tax");
      Data.create(database.dataSource());
      try {
        return measure(contenders(database, opened), quick);
      } finally {
        while (!opened.isEmpty()) {
          opened.pop().close();
        }
      }
    }
  }

  private static List<Contender> contenders(TestDatabase database, Deque<AutoCloseable> opened) throws Exception {
    TenantDataSource door =
        opened(
            opened,
            TenantDataSource.builder()
                .datasource(
                    "main",
                    PoolSettings.of(database.jdbcUrl(), database.username(), database.password())
                        .withMaximumSize(POOL_SIZE))
                .build());
    TenantDataSource secured =
        opened(
            opened,
            TenantDataSource.builder()
                .datasource(
                    "main",
                    PoolSettings.of(database.jdbcUrl(), Data.LOGIN, database.password())
                        .withOwner(database.username(), database.password())
                        .withMaximumSize(POOL_SIZE))
                .rowSecurity(RowSecurityRoles.DEFAULT)
                .build());
    secured.rowSecurity().orElseThrow().apply(secured.database(Placement.shared()));
    DataSource shardingsphere = ShardingsphereContender.over(pool(database, database.username(), opened));
    opened.push((AutoCloseable) shardingsphere);
    return List.of(
        opened(opened, new JdbcContender("hand_written", pool(database, database.username(), opened), true)),
        opened(opened, new PartywallContender("partywall", door)),
        opened(opened, new PartywallContender("partywall_row_security", secured)),
        opened(opened, SpringRoutingContender.of(pool(database, database.username(), opened))),
        opened(opened, new HibernateContender(pool(database, database.username(), opened))),
        opened(opened, new MybatisPlusContender(pool(database, database.username(), opened))),
        opened(opened, new ShardingsphereContender(shardingsphere)),
        opened(opened, new RlsContender(pool(database, Data.RLS_ROLE, opened))));
  }

  private static HikariDataSource pool(TestDatabase database, String username, Deque<AutoCloseable> opened) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(username);
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(POOL_SIZE);
    return opened(opened, pool);
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> opened, T resource) {
    opened.push(resource);
    return resource;
  }

  private static Report measure(List<Contender> contenders, boolean quick) throws Exception {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> bytes = new LinkedHashMap<>();
    Map<String, Object> micros = new LinkedHashMap<>();
    StringBuilder table = new StringBuilder();
    Agreement.check(contenders);
    for (Workload workload : Workload.values()) {
      Interleaved interleaved = quick ? new Interleaved(5, 200) : new Interleaved(41, 1_000);
      List<Interleaved.Figures> figures = interleaved.measure(workload, contenders);
      Map<String, Object> ratios = new LinkedHashMap<>();
      Map<String, Object> allocated = new LinkedHashMap<>();
      figures.forEach(figure -> allocated.put(figure.contender(), figure.bytesPerOperation()));
      figures.stream()
          .skip(1)
          .forEach(figure -> ratios.put(figure.contender(), Math.round(figure.ratio() * 1000) / 1000.0));
      json.put(workload.label(), ratios);
      bytes.put(workload.label(), allocated);
      micros.put(workload.label(), Math.round(figures.getFirst().nanosPerOperation() / 100) / 10.0);
      table.append(rows(workload, figures));
    }
    json.put("bytes_per_op", bytes);
    json.put("hand_written_micros_per_op", micros);
    return new Report(table.toString(), json);
  }

  private static String rows(Workload workload, List<Interleaved.Figures> figures) {
    StringBuilder rows =
        new StringBuilder(
            String.format(Locale.ROOT, "%n%-24s %10s %12s %12s%n", workload.label(), "ratio", "µs/op", "bytes/op"));
    figures.forEach(
        figure ->
            rows.append(
                String.format(
                    Locale.ROOT,
                    "  %-22s %10.3f %12.1f %12d%n",
                    figure.contender(),
                    figure.ratio(),
                    figure.nanosPerOperation() / 1000,
                    figure.bytesPerOperation())));
    return rows.toString();
  }
}
