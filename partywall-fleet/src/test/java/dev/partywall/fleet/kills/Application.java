package dev.partywall.fleet.kills;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.fleet.jobs.Job;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.fleet.jobs.When;
import dev.partywall.fleet.lifecycle.LifecycleListener;
import dev.partywall.fleet.lifecycle.LifecycleSettings;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A node of an application with two tables of notes, into which each tenant gets two and a word, and with jobs. */
final class Application implements SchemaMigrations, TenantSeeder, AutoCloseable {

  /** What tenants are called whose seeder fails once it has written. */
  static final String BAD = "bad-";

  private static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS note (
        tenant_id bigint NOT NULL, id int NOT NULL, text text NOT NULL, about int, PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, about) REFERENCES note);
      CREATE TABLE IF NOT EXISTS word (tenant_id bigint NOT NULL, word text NOT NULL)
      """;

  private static final Job<String> REMIND = Job.of("remind", (_, _) -> {});

  final TenantDataSource door;
  final TenantLifecycle tenants;
  private final Registry registry;
  private final TenantJobs jobs;

  Application(PoolSettings main, String prefix, LifecycleListener listener) {
    this.door = TenantDataSource.builder().datasource("main", main).build();
    migrate(door.databases(Stream.empty()).getFirst());
    this.registry = Registry.builder(door).start();
    this.jobs = TenantJobs.builder(door).tenants(registry).directory(registry).job(REMIND).build();
    this.tenants =
        TenantLifecycle.builder(door, registry)
            .migrations(this)
            .seeder(this)
            .listener(listener)
            .settings(
                LifecycleSettings.DEFAULT
                    .withPrefix(prefix)
                    .withPrepared(Set.of(DatasourceName.MAIN), 2)
                    .withLook(Duration.ofMillis(200)))
            .start();
  }

  @Override
  public String fingerprint() {
    return "notes 1";
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    try (Connection connection = database.unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(1)");
      statement.execute(TABLES);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void seed(Tenant tenant, Map<String, String> seed) throws SQLException {
    write();
    var _ = jobs.schedule(REMIND, "it", When.after(Duration.ofDays(1)).onceFor("first"));
    if (tenant.name().canonical().startsWith(BAD)) {
      throw new IllegalStateException("This tenant is not to be");
    }
  }

  private void write() throws SQLException {
    try (Connection connection = door.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        if (!isSeeded(statement)) {
          statement.executeUpdate("insert into note (id, text) values (1, 'one')");
          statement.executeUpdate("insert into note (id, text, about) values (2, 'two', 1)");
          statement.executeUpdate("insert into word (word) values ('hello')");
        }
        connection.commit();
      } finally {
        connection.rollback();
      }
    }
  }

  private static boolean isSeeded(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select count(*) from word")) {
      row.next();
      return row.getLong(1) > 0;
    }
  }

  /** Whether nothing goes on, and databases are prepared. */
  boolean isAtRest() {
    return tenants.preparedDatabases().equals(Map.of("main", 2)) && Tenancy.host().call(this::hasNoOperation);
  }

  private boolean hasNoOperation() {
    try (Connection connection = door.databases(Stream.empty()).getFirst().unguarded().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select not exists (select from partywall.operation where ended is null)")) {
      row.next();
      return row.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    tenants.close();
    jobs.close();
    registry.close();
    door.close();
  }
}
