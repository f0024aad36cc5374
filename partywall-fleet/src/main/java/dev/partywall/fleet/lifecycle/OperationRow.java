package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it is stored.
 *
 * @param actor who asked for it
 * @param placement where the tenant's data are, or are to be
 * @param step the step that began last
 * @param attempts how often a process took it up
 * @param request what was asked for, as a hash; null unless there is an idempotency key
 * @param seed what seeders are told; empty once it has ended
 */
record OperationRow(
    UUID id,
    Operation.Kind kind,
    TenantId tenant,
    TenantName name,
    String actor,
    Operation.State state,
    Placement placement,
    @Nullable String step,
    List<String> steps,
    @Nullable String error,
    int attempts,
    @Nullable String request,
    Map<String, String> seed,
    Instant began,
    @Nullable Instant ended) {

  Operation toOperation() {
    return new Operation(id, kind, tenant, name, state, steps, error, began, ended);
  }

  boolean hasEnded() {
    return ended != null;
  }

  /** Whether a step is known to be done. */
  boolean hasDone(String step) {
    return steps.contains(step);
  }

  /** Whether a step may have had an effect. */
  boolean hasBegun(String step) {
    return hasDone(step) || step.equals(this.step);
  }

  /** Without what seeders are told: it may hold a password. */
  @Override
  public String toString() {
    return kind + " of tenant '" + name + "' (" + id + ", " + state + ", " + steps + ")";
  }
}
