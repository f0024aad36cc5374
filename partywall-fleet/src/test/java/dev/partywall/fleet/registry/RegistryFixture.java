package dev.partywall.fleet.registry;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.fleet.internal.registry.Reservations;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A host's database, and registries of several nodes over it. */
@PartywallDatabases("main")
@Timeout(120)
abstract class RegistryFixture {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_NANOS = 2_000_000;

  /** Nobody polls while a test runs: what is seen was told. */
  static final RegistrySettings TOLD =
      RegistrySettings.DEFAULT.withTimes(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofSeconds(5));

  /** Polls all the time. */
  static final RegistrySettings POLLING =
      RegistrySettings.DEFAULT.withTimes(Duration.ofMillis(50), Duration.ofMinutes(20), Duration.ofSeconds(5));

  static final ConfiguredTenantStore CONFIGURED = ConfiguredTenantStore.ofTenants(List.of(Tenant.of(7, "lucky")));

  final TestDatabase main;
  private final List<AutoCloseable> open = new ArrayList<>();
  TenantDataSource door;
  HostDatabase database;
  RegistryTables tables;

  RegistryFixture(@Database("main") TestDatabase main) {
    this.main = main;
  }

  @BeforeEach
  void begin() {
    main.execute("drop schema if exists partywall cascade");
    door = opened(doorTo(main));
    database = opened(new HostDatabase(host(door)));
    tables = tables(TenantId.Kind.BIGINT);
  }

  static PhysicalDatabase host(TenantDataSource door) {
    return door.database(new Placement.Shared(door.hostSet()));
  }

  static TenantDataSource doorTo(TestDatabase database) {
    return TenantDataSource.builder()
        .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
        .build();
  }

  static RegistryTables tables(TenantId.Kind kind) {
    return new RegistryTables(kind, new Reservations(RegistrySettings.DEFAULT.reserved(), CONFIGURED));
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  Registry registry(RegistrySettings settings) {
    return registry(settings, builder -> builder);
  }

  Registry registry(RegistrySettings settings, UnaryOperator<Registry.Builder> more) {
    return opened(more.apply(Registry.builder(door).settings(settings).configured(CONFIGURED)).start());
  }

  RegisteredTenant create(String name) {
    return create(NewTenant.of(name));
  }

  RegisteredTenant create(NewTenant wanted) {
    return database.transaction(
        connection -> {
          TenantId id = tables.id(connection, wanted);
          tables.insert(connection, wanted, id, new Placement.Shared(DatasourceName.MAIN));
          return tables.state(connection, id, TenantState.ACTIVE, null);
        });
  }

  RegisteredTenant state(RegisteredTenant tenant, TenantState state) {
    return database.transaction(connection -> tables.state(connection, tenant.tenant().id(), state, null));
  }

  static Optional<Tenant> byName(Registry registry, String name) {
    return registry.findByName(TenantName.of(name));
  }

  static Optional<Tenant> byDomain(Registry registry, String name) {
    return registry.findByDomain(DomainName.of(name));
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("Waited in vain: " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
