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
}
