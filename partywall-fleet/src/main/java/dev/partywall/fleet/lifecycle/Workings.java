package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.fleet.internal.registry.Reservations;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.util.UUID;

/** What all views of one lifecycle share. */
final class Workings implements AutoCloseable {

  private final SchemaMigrations migrations;
  private final Registry registry;
  private final LifecycleSettings settings;
  private final TenantDataSource door;
  private final HostDatabase host;
  private final RegistryTables tables;
  private final OperationTable operations;
  private final PreparedDatabases databases;
  private final Homes homes;
  private final Undertakings undertakings;
  private final Caretaker caretaker;

  Workings(TenantLifecycle.Builder builder) {
    this.migrations = builder.migrations();
    this.door = builder.door();
    this.registry = builder.registry();
    this.settings = builder.settings();
    TenantId.Kind ids = registry.idKind();
    PhysicalDatabase database = door.database(new Placement.Shared(door.hostSet()));
    this.host = new HostDatabase(database);
    this.tables = new RegistryTables(ids, new Reservations(registry.settings().reserved(), registry.configured()));
    this.operations = new OperationTable(ids);
    this.databases = new PreparedDatabases(door, host, database.unguarded(), builder.migrations(), settings);
    this.homes = new Homes(door, host, tables, registry.configured(), databases);
    CreateSteps create =
        new CreateSteps(door, host, tables, homes, builder.migrations(), builder.seeders(), builder.seedTransaction());
    PurgeSteps purge = new PurgeSteps(tables, homes);
    this.undertakings =
        new Undertakings(
            host,
            database.unguarded(),
            operations,
            settings,
            isStopping -> new Runner(create, purge, tables, settings, builder.listener(), isStopping));
    this.caretaker = new Caretaker(host, operations, undertakings, homes, databases, settings, ids, this::purgeExpired);
  }

  void start() {
    caretaker.start();
  }

  HostDatabase host() {
    return host;
  }

  TenantDataSource door() {
    return door;
  }

  RegistryTables tables() {
    return tables;
  }

  OperationTable operations() {
    return operations;
  }

  PreparedDatabases databases() {
    return databases;
  }

  Homes homes() {
    return homes;
  }

  Undertakings undertakings() {
    return undertakings;
  }

  Caretaker caretaker() {
    return caretaker;
  }

  LifecycleSettings settings() {
    return settings;
  }

  /** Lets this process know at once what was committed. Others are told, and this one too if that fails. */
  void changed() {
    try {
      registry.refresh();
    } catch (TenantStoreUnavailableException e) {
      // It is done, and heard of when the database answers.
    }
  }

  /** Whether the id is that of a configured tenant. */
  boolean isConfigured(TenantId id) {
    return registry.configured().findById(id).isPresent();
  }

  /** Migrates a tenant's own place, if others were migrated while the tenant was deleted. */
  void bringForward(TenantId id) {
    Placement placement =
        host.transaction(c -> tables.find(c, id)).map(tenant -> tenant.tenant().placement()).orElse(null);
    if (placement == null || placement instanceof Placement.Shared) {
      return;
    }
    String present = migrations.fingerprint();
    String known = host.transaction(c -> operations.fingerprints(c)).get(placement);
    if (!present.equals(known)) {
      migrations.migrate(door.database(placement));
      host.transaction(
          c -> {
            operations.migrated(c, placement, present);
            return null;
          });
    }
  }

  private void purgeExpired(TenantId tenant) {
    UUID id = new Purges(this).begin(tenant, null).id();
    undertakings.begin(id);
  }

  @Override
  public void close() {
    caretaker.close();
    undertakings.close();
    host.close();
  }
}
