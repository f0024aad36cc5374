package dev.partywall.spring.boot.security;

import org.jspecify.annotations.Nullable;

/** A principal that knows its tenant, for example an application's own {@code UserDetails}. */
public interface TenantPrincipal {

  /**
   * The tenant that the user belongs to, by name or id as {@code partywall.resolve.claim.by} says; null for the host.
   */
  @Nullable String tenant();
}
