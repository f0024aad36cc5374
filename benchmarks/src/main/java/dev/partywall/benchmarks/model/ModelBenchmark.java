package dev.partywall.benchmarks.model;

import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What it costs to have rows as objects, without caches: the baseline is JDBC by hand with {@code tenant_id = ?} over
 * HikariCP. The model goes through the door, as does {@code hand_written_door}; the others have pools of their own.
 */
public final class ModelBenchmark implements Benchmark {

  private static final int POOL_SIZE = 4;

  @Override
  public String name() {
    return "model";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Results results = new Results();
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try (PostgresServer server = PostgresServer.builder().durable(true).start()) {
      TestDatabase database = server.database("model");
      Data.create(database.dataSource());
      try {
        List<Contender> contenders = contenders(database, opened);
        for (Workload workload : Workload.values()) {
          Rounds rounds =
              quick ? new Rounds(9, 200, Duration.ofSeconds(1)) : new Rounds(41, 1_000, Duration.ofSeconds(3));
          results.add(workload, rounds.measure(workload, contenders));
        }
      } finally {
        while (!opened.isEmpty()) {
          opened.pop().close();
        }
      }
    }
    return results.report();
  }

  private static List<Contender> contenders(TestDatabase database, Deque<AutoCloseable> opened) {
    TenantDataSource door =
        opened(
            opened,
            TenantDataSource.builder()
                .datasource(
                    "main",
                    PoolSettings.of(database.jdbcUrl(), database.username(), database.password())
                        .withMaximumSize(POOL_SIZE))
                .build());
    return List.of(
        new JdbcContender("hand_written", pool(database, opened), true),
        new InTenancy(new JdbcContender("hand_written_door", door, false)),
        new InTenancy(new ModelContender(door)),
        new JooqContender(pool(database, opened)),
        opened(opened, new JpaContender(pool(database, opened))),
        new MybatisPlusContender(pool(database, opened)));
  }

  private static HikariDataSource pool(TestDatabase database, Deque<AutoCloseable> opened) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(POOL_SIZE);
    return opened(opened, pool);
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> opened, T resource) {
    opened.push(resource);
    return resource;
  }
}
