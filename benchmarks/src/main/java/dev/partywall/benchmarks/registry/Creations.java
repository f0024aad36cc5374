package dev.partywall.benchmarks.registry;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.fleet.lifecycle.LifecycleSettings;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** New tenants, one after another, each with twenty tables of the application and an administrator. */
final class Creations implements SchemaMigrations, TenantSeeder, AutoCloseable {

  private static final int PREPARED = 20;
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();
  private final TenantDataSource door;
  private final TenantLifecycle tenants;

  Creations(TenantDataSource door, Registry registry, TestDatabase database) {
    this.door = door;
    database.execute(tables());
    this.tenants =
        TenantLifecycle.builder(door, registry)
            .migrations(this)
            .seeder(this)
            .settings(
                LifecycleSettings.DEFAULT
                    .withLook(Duration.ofMillis(200))
                    .withPrepared(Set.of(DatasourceName.MAIN), PREPARED))
            .start();
  }

  private static String tables() {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                "create table if not exists app_"
                    + i
                    + " (tenant_id bigint not null, id bigint, name text, primary key (tenant_id, id));")
        .collect(Collectors.joining());
  }

  @Override
  public String fingerprint() {
    return "twenty tables";
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    try (Connection connection = database.unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(tables());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void seed(Tenant tenant, Map<String, String> seed) throws SQLException {
    try (Connection connection = door.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into app_0 (id, name) values (1, 'admin')");
    }
  }

  /** What so many tenants took each, in milliseconds. */
  double[] shared(int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> create("shared-" + i, new Home.Shared(DatasourceName.MAIN)))
        .toArray();
  }

  /** The same for tenants with a database of their own, of which there is one that is prepared. */
  double[] isolated(int count) {
    return IntStream.range(0, count)
        .mapToDouble(
            i -> {
              awaitPrepared(i % PREPARED == 0 ? PREPARED : 1);
              return create("isolated-" + i, new Home.Isolated(DatasourceName.MAIN));
            })
        .toArray();
  }

  private void awaitPrepared(int count) {
    while (tenants.preparedDatabases().values().stream().mapToInt(Integer::intValue).sum() < count) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private double create(String name, Home home) {
    long start = System.nanoTime();
    Tenancy.host().run(() -> tenants.create(NewTenant.of(name).in(home)));
    return (System.nanoTime() - start) / 1e6;
  }

  @Override
  public void close() {
    tenants.close();
  }
}
