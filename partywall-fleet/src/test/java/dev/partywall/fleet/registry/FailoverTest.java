package dev.partywall.fleet.registry;

import static dev.partywall.fleet.registry.RegistryFixture.await;
import static dev.partywall.fleet.registry.RegistryFixture.byName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.PostgresNode;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A standby takes over that had not heard of the last tenants. */
@Timeout(180)
class FailoverTest {

  @Test
  void whatTheNewWriterDoesNotHaveIsForgottenAndWhatItGetsIsLearned() {
    try (PostgresCluster cluster = PostgresCluster.builder().standbys(1).durable(true).start()) {
      TestDatabase main = cluster.createDatabase("host");
      cluster.awaitCaughtUp();
      PostgresNode standby = cluster.standby(0);
      try (TenantDataSource door = doorTo(main, standby.database("host"));
          Registry registry = Registry.builder(door).settings(RegistryFixture.POLLING).start()) {
        create(door, "first");
        cluster.awaitCaughtUp();
        standby.kill();
        create(door, "lost");
        await("it is told", () -> byName(registry, "lost").isPresent());
        cluster.writer().kill();
        await("it is missed", () -> !registry.stats().connected());
        assertThat(byName(registry, "first")).isPresent();

        standby.restart();
        cluster.promote(0);
        await("it follows the new writer", () -> registry.stats().connected());
        assertThat(byName(registry, "first")).isPresent();
        assertThat(byName(registry, "lost")).isEmpty();
        create(door, "second");
        create(door, "third");
        await("they are told", () -> registry.tenants().count() == 3);
        assertThat(registry.tenants().map(tenant -> tenant.name().toString()))
            .containsExactlyInAnyOrder("first", "second", "third");
      }
    }
  }

  private static TenantDataSource doorTo(TestDatabase writer, TestDatabase reader) {
    return TenantDataSource.builder()
        .datasource(DatasourceSet.of(DatasourceName.MAIN, pool(writer), List.of(pool(reader))))
        .build();
  }

  private static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
  }

  /** Says so until it is heard: who is connected to the old writer is told that it is gone. */
  private static void create(TenantDataSource door, String name) {
    RegistryTables tables = RegistryFixture.tables(TenantId.Kind.BIGINT);
    try (HostDatabase database = new HostDatabase(RegistryFixture.host(door))) {
      await("it is made", () -> made(database, tables, NewTenant.of(name)).isPresent());
    }
  }

  private static Optional<TenantId> made(HostDatabase database, RegistryTables tables, NewTenant wanted) {
    try {
      return Optional.of(
          database.transaction(
              connection -> {
                TenantId id = tables.id(connection, wanted);
                tables.insert(connection, wanted, id, Placement.shared());
                tables.state(connection, id, TenantState.ACTIVE, null);
                return id;
              }));
    } catch (TenantStoreUnavailableException e) {
      return Optional.empty();
    }
  }
}
