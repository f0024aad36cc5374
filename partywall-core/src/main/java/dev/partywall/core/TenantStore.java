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
   * The tenant that owns this domain, as in {@code shop.example.org}.
   *
   * @throws TenantStoreUnavailableException if the store cannot tell
   */
  Optional<Tenant> findByDomain(DomainName domain);
}
