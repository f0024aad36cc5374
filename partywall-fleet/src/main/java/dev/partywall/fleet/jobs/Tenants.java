package dev.partywall.fleet.jobs;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import dev.partywall.core.TenantStoreUnavailableException;
import java.util.Optional;

/** Finds out whether an owner's jobs may run now. */
final class Tenants {

  private final TenantStore store;

  Tenants(TenantStore store) {
    this.store = store;
  }

  /** Whether a job may run. */
  sealed interface Answer {}

  /** It may, as this tenancy's. */
  record Served(Tenancy tenancy) implements Answer {}

  /** It may not. */
  record Unserved(JobListener.Kept why) implements Answer {}

  /**
   * Whether an owner's jobs may run now.
   *
   * @param epoch the epoch of the tenant that whoever scheduled the job knew
   */
  Answer find(Owner owner, long epoch) {
    TenantId id = owner.tenant();
    if (id == null) {
      return new Served(Tenancy.host());
    }
    try {
      Optional<Tenant> found = store.findById(id);
      return found.isEmpty() ? new Unserved(JobListener.Kept.UNKNOWN) : answer(found.get(), epoch);
    } catch (TenantStoreUnavailableException e) {
      return new Unserved(JobListener.Kept.UNDECIDED);
    }
  }

  private static Answer answer(Tenant tenant, long epoch) {
    if (tenant.epoch() < epoch) {
      // What is known here is older than the job: the tenant may be elsewhere, or be served no more.
      return new Unserved(JobListener.Kept.UNDECIDED);
    }
    return tenant.status() == TenantStatus.ACTIVE
        ? new Served(Tenancy.of(tenant))
        : new Unserved(JobListener.Kept.SUSPENDED);
  }
}
