package dev.partywall.jdbc.replica;

import dev.partywall.core.Scope;
import dev.partywall.core.SessionKey;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;

/** A logged-in user of a tenant. */
record User(String name, Tenant tenant) {

  static final User ANN = new User("ann", Tenant.of(1, "acme"));
  static final User BOB = new User("bob", Tenant.of(1, "acme"));

  /** What the web tier binds for each request. */
  Scope request() {
    return Scope.empty().with(Tenancy.of(tenant)).with(session());
  }

  TenantSession session() {
    return new TenantSession(name, tenant.id());
  }

  SessionKey key() {
    return SessionKey.of(session());
  }
}
