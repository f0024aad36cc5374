package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStore;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.fleet.internal.registry.Sql;
import dev.partywall.fleet.internal.removal.SharedRows;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where tenants' data live: how such a place is made, and how nothing is left in it. */
final class Homes {

  /** How long the end of transactions is waited for that may still write a tenant's rows. */
  private static final Duration WRITERS = Duration.ofSeconds(10);

  private static final int NAMES = 1_000;

  private final TenantDataSource door;
  private final HostDatabase host;
  private final RegistryTables registry;
  private final TenantStore configured;
  private final PreparedDatabases databases;
  private final OwnSchemas schemas;
  private final SharedRows rows;

  Homes(
      TenantDataSource door,
      HostDatabase host,
      RegistryTables registry,
      TenantStore configured,
      PreparedDatabases databases) {
    this.configured = configured;
    this.door = door;
    this.host = host;
    this.registry = registry;
    this.databases = databases;
    this.schemas = new OwnSchemas(door);
    this.rows = new SharedRows(door.discriminator());
  }

  /** Where a new tenant is going to live, decided within a transaction of the host database. */
  Placement decide(Connection transaction, Home home, TenantId tenant) throws SQLException {
    return switch (home) {
      case Home.Shared(var set) -> new Placement.Shared(set);
      case Home.Isolated(var servers) -> databases.take(transaction, servers, tenant).placement();
      case Home.Schema(var set) -> new Placement.Schema(set, databases.nextName(transaction));
    };
  }

  /** Makes that the place of a new tenant is there; another one, if its name is in use. */
  void make(Claim claim) throws SQLException {
    for (int attempt = 0; attempt < NAMES; attempt++) {
      OperationRow operation = claim.row();
      TenantId tenant = operation.tenant();
      switch (operation.placement()) {
        case Placement.Shared shared -> {
          requireNoRows(shared, tenant);
          return;
        }
        case Placement.Isolated isolated -> {
          OwnDatabase database = OwnDatabase.of(isolated);
          if (databases.make(database, claim.isResumed())) {
            return;
          }
          claim.place(c -> registered(c, tenant, databases.instead(c, database, tenant).placement()));
        }
        case Placement.Schema schema -> {
          if (schemas.make(schema, tenant)) {
            return;
          }
          claim.place(c -> registered(c, tenant, new Placement.Schema(schema.datasource(), databases.nextName(c))));
        }
      }
    }
    throw new IllegalStateException(
        "The next "
            + NAMES
            + " names of databases and schemas are in use by others; set partywall.lifecycle.prefix to one of its own");
  }

  /** Rows that were there before would become the tenant's, and be removed if it cannot be made. */
  private void requireNoRows(Placement.Shared placement, TenantId tenant) throws SQLException {
    List<String> others = others(placement);
    List<String> tables;
    try (Connection connection = Sessions.open(door.database(placement).unguarded())) {
      tables = rows.tablesWith(connection, tenant, others);
    }
    if (!tables.isEmpty()) {
      throw new IllegalStateException(
          "There are rows with the id " + tenant + " already, in " + tables + "; give the tenant another id");
    }
  }

  private Placement registered(Connection transaction, TenantId tenant, Placement placement) throws SQLException {
    registry.place(transaction, tenant, placement);
    return placement;
  }

  /** Whether the tables of a tenant's place are known to be as they should. */
  boolean isMigrated(Placement placement) {
    return switch (placement) {
      case Placement.Shared _ -> true;
      case Placement.Isolated isolated -> databases.isMigrated(OwnDatabase.of(isolated));
      case Placement.Schema _ -> false;
    };
  }

  /** Waits until what a killed process sent to a tenant's place has come to its end. */
  void awaitWriters(Placement placement) throws SQLException {
    List<String> others = others(placement);
    try (Connection connection = Sessions.open(door.database(placement).unguarded())) {
      boolean _ = rows.awaitWriters(connection, others, WRITERS);
    }
  }

  /** Makes that nothing of a tenant is left in its place, and that the place is gone if it was its own. */
  void remove(Placement placement, TenantId tenant) throws SQLException {
    requireNotConfigured(tenant);
    switch (placement) {
      case Placement.Shared shared -> removeRows(shared, tenant);
      case Placement.Isolated isolated -> databases.remove(OwnDatabase.of(isolated));
      case Placement.Schema schema -> schemas.remove(schema, tenant);
    }
  }

  /** Somebody may have moved the tenant from the registry to the configuration. */
  private void requireNotConfigured(TenantId tenant) {
    if (configured.findById(tenant).isPresent()) {
      throw new IllegalStateException(
          "Tenant "
              + tenant
              + " is one of the configuration now, so nothing of it is removed; take it out of there first");
    }
  }

  private void removeRows(Placement.Shared placement, TenantId tenant) throws SQLException {
    List<String> others = others(placement);
    try (Connection connection = Sessions.open(door.database(placement).unguarded())) {
      boolean _ = rows.awaitWriters(connection, others, WRITERS);
      long _ = rows.remove(connection, tenant, others);
    }
  }

  /** Makes that no job of a tenant is left: those in its place, and those that timetables keep with the host. */
  void removeJobs(Placement placement, TenantId tenant) throws SQLException {
    requireNotConfigured(tenant);
    Set<Placement> places = new LinkedHashSet<>();
    places.add(new Placement.Shared(door.hostSet()));
    if (!(placement instanceof Placement.Isolated)) {
      places.add(new Placement.Shared(placement.datasource()));
    }
    for (Placement place : places) {
      try (Connection connection = Sessions.open(door.database(place).unguarded())) {
        int _ = TenantJobs.removeAll(connection, tenant);
      }
    }
  }

  /** The schemas in a set's database that belong to single tenants. */
  private List<String> others(Placement placement) {
    return placement instanceof Placement.Shared(var set)
        ? host.transaction(
            c ->
                Sql.list(
                    c,
                    row -> row.getString(1),
                    "SELECT schema_name FROM partywall.tenant"
                        + " WHERE placement = 'schema' AND datasource = ? AND state <> 'PURGED'",
                    set.value()))
        : List.of();
  }
}
