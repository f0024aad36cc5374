package dev.partywall.benchmarks.tax;

import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    Measurements measurements = new Measurements(quick);
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try (PostgresServer server = PostgresServer.builder().durable(true).start()) {
      TestDatabase database = server.database("tax");
      Data.create(database.dataSource());
      try {
        List<Contender> contenders = contenders(database, opened);
        measurements.add(Workload.ON_ONE_NODE, contenders);
        List<Contender> ofOneTenant = new ArrayList<>(contenders);
        ofOneTenant.add(opened(opened, new JdbcContender("policies_set_once", setOnce(database, opened), true)));
        measurements.add(List.of(Workload.PRIMARY_KEY_READ_ONE_TENANT), ofOneTenant);
      } finally {
        close(opened);
      }
    }
    try (PostgresCluster cluster = PostgresCluster.builder().standbys(1).durable(true).start()) {
      TestDatabase database = cluster.createDatabase("tax");
      Data.create(database.dataSource());
      cluster.awaitCaughtUp();
      try {
        measurements.add(
            List.of(Workload.PRIMARY_KEY_READ_ON_READER),
            onReader(database, cluster.standby(0).database("tax"), opened));
      } finally {
        close(opened);
      }
    }
    return measurements.report();
  }

  private static void close(Deque<AutoCloseable> opened) throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** Both read from the standby; the door's sessions have written, and the standby has it. */
  private static List<Contender> onReader(TestDatabase writer, TestDatabase reader, Deque<AutoCloseable> opened)
      throws Exception {
    SessionContender sessions =
        opened(
            opened,
            SessionContender.open(
                "partywall_replicas",
                DatasourceSet.of(DatasourceName.MAIN, settings(writer), List.of(settings(reader)))));
    sessions.writeAndAwaitReader();
    return List.of(
        opened(opened, new JdbcContender("hand_written", pool(reader, reader.username(), opened), true)), sessions);
  }

  private static PoolSettings settings(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password()).withMaximumSize(POOL_SIZE);
  }

  private static List<Contender> contenders(TestDatabase database, Deque<AutoCloseable> opened) throws Exception {
    TenantDataSource door = opened(opened, TenantDataSource.builder().datasource("main", settings(database)).build());
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

  /**
   * Connections of the first tenant under the door's policies, with the tenant set when they open: what the server
   * takes for the policies.
   */
  private static DataSource setOnce(TestDatabase database, Deque<AutoCloseable> opened) {
    HikariDataSource pool = pool(database, Data.LOGIN, opened);
    pool.setConnectionInitSql(
        "SELECT set_config('role', '"
            + RowSecurityRoles.DEFAULT.tenant()
            + "', false), set_config('partywall.tenant', '1', false)");
    return pool;
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
}
