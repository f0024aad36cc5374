package dev.partywall.fleet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.PostgresNode;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job reads what its scheduler wrote, also where replicas lag. */
@Timeout(180)
class PositionTest {

  private static final Tenant ACME = Tenant.of(1, "acme");

  private final List<String> log = new CopyOnWriteArrayList<>();

  @Test
  void aJobReadsWhatItsSchedulerWroteAlthoughAReaderLags() throws SQLException {
    try (PostgresCluster cluster = PostgresCluster.builder().standbys(1).start()) {
      cluster.createDatabase("shop");
      cluster.writer().database("shop").execute("create table note (tenant_id bigint not null, text text not null)");
      cluster.awaitCaughtUp();
      Tasks.Store store = new Tasks.Store();
      store.put(ACME);
      try (TenantDataSource door =
          TenantDataSource.builder()
              .datasource(
                  DatasourceSet.of(DatasourceName.MAIN, pool(cluster.writer()), List.of(pool(cluster.standby(0))))
                      .withRouting(Routing.builder().probeInterval(Duration.ofMillis(100)).build()))
              .build()) {
        Job<String> read = Job.of("read", (_, _) -> log.add(String.join(",", notes(door))));
        try (TenantJobs jobs = TenantJobs.builder(door).tenants(store).job(read).settings(Tasks.QUICK).build()) {
          Scope.empty().with(Tenancy.of(ACME)).call(() -> notes(door));
          Tasks.await("the reader serves", () -> readers(door) == 1);
          jobs.start();
          cluster.standby(0).pauseReplay();
          Scope.empty()
              .with(Tenancy.of(ACME))
              .run(
                  () -> {
                    write(door);
                    jobs.schedule(read, "");
                  });
          Tasks.await("it ran", () -> log.size() == 1);
          assertThat(log).containsExactly("written");
          // The counterpart: whoever has written nothing may be served by the reader, which lags.
          assertThat(Scope.empty().with(Tenancy.of(ACME)).call(() -> notes(door))).isEmpty();
          cluster.standby(0).resumeReplay();
        }
      }
    }
  }

  private static long readers(TenantDataSource door) {
    return door.nodes().stream()
        .filter(node -> node.role() == NodeState.Role.READER && node.health() == NodeState.Health.UP)
        .count();
  }

  private static PoolSettings pool(PostgresNode node) {
    TestDatabase database = node.database("shop");
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
  }

  private static void write(TenantDataSource door) {
    try (Connection connection = door.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into note (text) values ('written')");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> notes(TenantDataSource door) throws SQLException {
    try (Connection connection = door.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select text from note")) {
      List<String> notes = new CopyOnWriteArrayList<>();
      while (rows.next()) {
        notes.add(rows.getString(1));
      }
      return notes;
    }
  }
}
