package dev.partywall.core.store;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.core.TenantStoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Several stores, asked in order: the first that knows a tenant answers. A store that fails fails the look-up, since a
 * later store's answer might have been overruled by it.
 */
public final class CompositeTenantStore implements TenantStore {

  private final List<TenantStore> stores;

  /**
   * @param stores in the order in which they are asked
   */
  public CompositeTenantStore(List<? extends TenantStore> stores) {
    this.stores = List.copyOf(stores);
  }

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    return first(store -> store.findByName(name));
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return first(store -> store.findById(id));
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    return first(store -> store.findByDomain(domain));
  }

  private Optional<Tenant> first(Function<TenantStore, Optional<Tenant>> lookUp) {
    for (TenantStore store : stores) {
      Optional<Tenant> found = ask(store, lookUp);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Tenant> ask(TenantStore store, Function<TenantStore, Optional<Tenant>> lookUp) {
    try {
      return lookUp.apply(store);
    } catch (TenantStoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TenantStoreUnavailableException(store.getClass().getSimpleName(), e);
    }
  }
}
