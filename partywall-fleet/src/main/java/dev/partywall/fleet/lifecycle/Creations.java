package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantSession;
import dev.partywall.fleet.IdempotencyKeyReusedException;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins to make tenants. */
record Creations(Workings workings) {

  private static final int LONGEST_KEY = 255;

  /**
   * An operation that was asked for.
   *
   * @param isNew whether it begins now
   */
  record Begun(OperationRow operation, boolean isNew) {}

  /**
   * Takes the tenant's name, and writes down what is to be done.
   *
   * @param key the idempotency key; null for none
   */
  Begun begin(NewTenant wanted, @Nullable String key) {
    requireSet(wanted.home());
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new IllegalArgumentException(
          "An idempotency key has 1 to " + LONGEST_KEY + " characters and is not blank; this one has " + key.length());
    }
    Begun begun = workings.host().transaction(c -> begin(c, wanted, key));
    if (begun.isNew() && begun.operation().placement() instanceof Placement.Isolated) {
      workings.caretaker().taken();
    }
    return begun;
  }

  private void requireSet(Home home) {
    DatasourceName set =
        switch (home) {
          case Home.Shared(var shared) -> shared;
          case Home.Isolated(var servers) -> servers;
          case Home.Schema(var its) -> its;
        };
    if (!workings.door().sets().contains(set) || set.servers() != null) {
      throw new IllegalArgumentException(
          "There is no datasource set '" + set + "' for a new tenant; there are " + workings.door().sets());
    }
  }

  private Begun begin(Connection transaction, NewTenant wanted, @Nullable String key) throws SQLException {
    workings.tables().lock(transaction);
    String request = key == null ? null : Requests.hash(wanted);
    if (key != null) {
      Optional<OperationRow> before = workings.operations().findByKey(transaction, key);
      if (before.isPresent()) {
        if (!Objects.equals(before.get().request(), request)) {
          throw new IdempotencyKeyReusedException(key);
        }
        return new Begun(before.get(), false);
      }
    }
    TenantId id = workings.tables().id(transaction, wanted);
    Placement placement = workings.homes().decide(transaction, wanted.home(), id);
    workings.tables().insert(transaction, wanted, id, placement);
    OperationRow operation =
        new OperationRow(
            UUID.randomUUID(),
            Operation.Kind.CREATE,
            id,
            wanted.name(),
            TenantSession.current().user().orElse(Undertakings.SYSTEM),
            Operation.State.RUNNING,
            placement,
            null,
            List.of(CreateSteps.REGISTER),
            null,
            0,
            request,
            wanted.seed(),
            Instant.now(),
            null);
    workings.operations().insert(transaction, operation, key);
    return new Begun(operation, true);
  }
}
