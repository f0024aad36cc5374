package dev.partywall.fleet.lifecycle;

import dev.partywall.fleet.Operation;
import dev.partywall.fleet.internal.registry.RegistryTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** How what is left of a deleted tenant is removed, once nobody can bring it back. Nothing of it can be undone. */
final class PurgeSteps {

  /** Done in the transaction that writes the operation down: from then on the tenant is purged. */
  static final String BEGIN = "begin";

  private final RegistryTables registry;
  private final Homes homes;

  PurgeSteps(RegistryTables registry, Homes homes) {
    this.registry = registry;
    this.homes = homes;
  }

  List<Step> inOrder() {
    return List.of(new Data(), new Jobs());
  }

  private final class Data implements Step {
    @Override
    public String name() {
      return "data";
    }

    @Override
    public void make(Claim claim) throws SQLException {
      homes.remove(claim.row().placement(), claim.row().tenant());
    }
  }

  private final class Jobs implements Step {
    @Override
    public String name() {
      return "jobs";
    }

    @Override
    public void make(Claim claim) throws SQLException {
      homes.removeJobs(claim.row().placement(), claim.row().tenant());
    }

    @Override
    public void record(Connection transaction, OperationRow operation) throws SQLException {
      registry.audit(
          transaction,
          operation.tenant(),
          "tenant.purge",
          null,
          Map.of("name", operation.name().toString(), "operation", operation.id().toString()));
    }

    @Override
    public Operation.State last() {
      return Operation.State.DONE;
    }
  }
}
