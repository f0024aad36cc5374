package dev.partywall.jdbc.internal.pool;

import java.util.Objects;

/**
 * As whom statements run where row-level security is on.
 *
 * @param role the role whose policies and rights hold
 * @param tenant the tenant's id as text; empty if it is not a tenant's work
 */
public record Identity(String role, String tenant) {

  public Identity {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(tenant, "tenant");
  }

  /** A text before a statement's, which sets the identity in the same message; {@code ?} is the tenant. */
  public String prefix() {
    return "SELECT pg_catalog.set_config('role', '"
        + role
        + "', false), pg_catalog.set_config('partywall.tenant', ?, false); ";
  }

  /** Statements that set the identity and take no snapshot, so that SET TRANSACTION may follow. */
  String statements() {
    return "SET ROLE \"" + role + "\"; SET partywall.tenant TO '" + tenant.replace("'", "''") + "'";
  }
}
