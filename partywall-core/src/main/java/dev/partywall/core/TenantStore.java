package dev.partywall.core;

import java.util.Optional;

/**
 * Finds tenants. Empty means that there is no such tenant; a store that cannot tell throws {@link
 * TenantStoreUnavailableException} instead, so that an outage never looks like an unknown tenant.
 */
public interface TenantStore {

  /**
   * The tenant of this name.
   *
   * @throws TenantStoreUnavailableException if the store cannot tell
   */
  Optional<Tenant> findByName(TenantName name);

  /**
   * The tenant of this id.
   *
   * @throws TenantStoreUnavailableException if the store cannot tell
   */
  Optional<Tenant> findById(TenantId id);

  /**
   * The tenant that owns this host name, as in {@code shop.example.org}: lower case, without port or trailing dot.
   *
   * @throws TenantStoreUnavailableException if the store cannot tell
   */
  Optional<Tenant> findByDomain(String domain);
}
