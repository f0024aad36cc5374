package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.internal.registry.HostDatabase;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How a tenant is made, once it is registered. */
final class CreateSteps {

  /** Done in the transaction that writes the operation down. */
  static final String REGISTER = "register";

  private final TenantDataSource door;
  private final HostDatabase host;
  private final RegistryTables registry;
  private final Homes homes;
  private final SchemaMigrations migrations;
  private final Supplier<List<TenantSeeder>> seeders;
  private final SeedTransaction seedTransaction;

  CreateSteps(
      TenantDataSource door,
      HostDatabase host,
      RegistryTables registry,
      Homes homes,
      SchemaMigrations migrations,
      Supplier<List<TenantSeeder>> seeders,
      SeedTransaction seedTransaction) {
    this.door = door;
    this.host = host;
    this.registry = registry;
    this.homes = homes;
    this.migrations = migrations;
    this.seeders = seeders;
    this.seedTransaction = seedTransaction;
  }

  List<Step> inOrder() {
    return List.of(new MakeDatabase(), new Migrate(), new Seed(), new Activate());
  }

  private final class MakeDatabase implements Step {
    @Override
    public String name() {
      return "database";
    }

    @Override
    public void make(Claim claim) throws SQLException {
      homes.make(claim);
    }

    @Override
    public void undo(Claim claim) throws SQLException {
      if (!(claim.row().placement() instanceof Placement.Shared)) {
        homes.remove(claim.row().placement(), claim.row().tenant());
      }
    }
  }

  private final class Migrate implements Step {
    @Override
    public String name() {
      return "migrate";
    }

    @Override
    public void make(Claim claim) {
      Placement placement = claim.row().placement();
      if (!homes.isMigrated(placement)) {
        migrations.migrate(door.database(placement));
      }
    }

    @Override
    public void record(Connection transaction, OperationRow operation) throws SQLException {
      if (!(operation.placement() instanceof Placement.Shared)) {
        registry.fingerprint(transaction, operation.tenant(), migrations.fingerprint());
      }
    }
  }

  private final class Seed implements Step {
    @Override
    public String name() {
      return "seed";
    }

    @Override
    public void make(Claim claim) throws Exception {
      OperationRow operation = claim.row();
      List<TenantSeeder> inOrder = seeders.get();
      if (inOrder.isEmpty()) {
        return;
      }
      if (claim.isResumed()) {
        homes.awaitWriters(operation.placement());
      }
      Tenant tenant = host.transaction(c -> registry.find(c, operation.tenant())).orElseThrow().tenant();
      Map<String, String> seed = operation.seed();
      Tenancy.of(tenant)
          .call(
              () -> {
                seedTransaction.run(
                    () -> {
                      for (TenantSeeder seeder : inOrder) {
                        seeder.seed(tenant, seed);
                      }
                      return tenant;
                    });
                return tenant;
              });
    }

    @Override
    public void undo(Claim claim) throws SQLException {
      OperationRow operation = claim.row();
      if (operation.placement() instanceof Placement.Shared) {
        homes.remove(operation.placement(), operation.tenant());
      }
      homes.removeJobs(operation.placement(), operation.tenant());
    }
  }

  private final class Activate implements Step {
    @Override
    public String name() {
      return "activate";
    }

    @Override
    public void make(Claim claim) {
      // It is the transaction that records it.
    }

    @Override
    public void record(Connection transaction, OperationRow operation) throws SQLException {
      registry.state(transaction, operation.tenant(), TenantState.ACTIVE, null);
      registry.audit(
          transaction,
          operation.tenant(),
          "tenant.create",
          null,
          Map.of(
              "name", operation.name().toString(),
              "datasource", operation.placement().datasource().value(),
              "operation", operation.id().toString()));
    }

    @Override
    public Operation.State last() {
      return Operation.State.DONE;
    }
  }
}
