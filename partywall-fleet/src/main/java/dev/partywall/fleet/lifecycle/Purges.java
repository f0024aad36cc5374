package dev.partywall.fleet.lifecycle;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantSession;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.TenantStateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins the end of tenants. */
record Purges(Workings workings) {

  /**
   * From now on nobody can bring the tenant back.
   *
   * @param expected the tenant's version; null for any
   * @return the operation, which may have begun, or ended, long ago
   */
  OperationRow begin(TenantId id, @Nullable Long expected) {
    OperationRow operation = workings.host().transaction(c -> begin(c, id, expected));
    workings.changed();
    return operation;
  }

  private OperationRow begin(Connection transaction, TenantId id, @Nullable Long expected) throws SQLException {
    workings.tables().lock(transaction);
    RegisteredTenant tenant = workings.tables().find(transaction, id).orElse(null);
    if (tenant == null) {
      return workings
          .operations()
          .findLast(transaction, Operation.Kind.PURGE, id)
          .orElseThrow(() -> new TenantNotFoundException(id));
    }
    States.requireVersion(tenant, expected);
    States.require(tenant, "purge", TenantState.DELETED);
    if (workings.isConfigured(id)) {
      throw new TenantStateException(
          tenant.tenant().name(),
          tenant.state(),
          "purge",
          "it is one of the configuration now; take it out of there first");
    }
    OperationRow operation =
        new OperationRow(
            UUID.randomUUID(),
            Operation.Kind.PURGE,
            id,
            tenant.tenant().name(),
            TenantSession.current().user().orElse(Undertakings.SYSTEM),
            Operation.State.RUNNING,
            tenant.tenant().placement(),
            null,
            List.of(PurgeSteps.BEGIN),
            null,
            0,
            null,
            Map.of(),
            Instant.now(),
            null);
    workings.tables().change(transaction, id, TenantChange.NONE.withTitle("").withSettings(Map.of()));
    workings.tables().state(transaction, id, TenantState.PURGED, null);
    workings.operations().insert(transaction, operation, null);
    return operation;
  }
}
