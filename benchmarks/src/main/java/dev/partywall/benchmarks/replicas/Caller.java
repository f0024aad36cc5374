package dev.partywall.benchmarks.replicas;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;

/**
 * A logged-in user of a tenant.
 *
 * @param number from 0
 * @param tenant the tenant
 */
record Caller(int number, Tenant tenant) {

  /** How many rows of each kind a user works with. */
  static final int CHOICES = 4;

  private static final long FIRST_SHARED = 1_000_000;

  static Caller of(int number) {
    long tenant = 1L + number % Plan.TENANTS;
    return new Caller(number, Tenant.of(tenant, "tenant-" + tenant));
  }

  String name() {
    return "user-" + number;
  }

  /** What the web tier binds for this user's requests. */
  Scope scope() {
    return Scope.empty().with(Tenancy.of(tenant)).with(new TenantSession(name(), tenant.id()));
  }

  /** A row that only this user writes. */
  long ownRow(int choice) {
    return (long) number * CHOICES + Math.floorMod(choice, CHOICES);
  }

  /** A row that all users of the tenant write. */
  long sharedRow(int choice) {
    return FIRST_SHARED + Math.floorMod(choice, CHOICES);
  }
}
