package dev.partywall.core.resolve;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantStore;
import java.util.List;

/** Finds out whom a request is for. */
public interface TenantResolution {

  /** Whom a request is for. */
  Resolution resolve(RequestFacts request);

  /** Whether a request that only users of the host may make is made by one. The answer is the host or a refusal. */
  Resolution resolveForHost(RequestFacts request);

  /**
   * Resolution by a list of resolvers.
   *
   * @param settings which resolvers, and their settings
   * @param store where the named tenants are looked up
   * @param custom the application's own resolvers
   * @param acting which users of the host may act in a tenant
   * @throws dev.partywall.core.ConfigurationException if the order names a resolver that does not exist, or one twice
   */
  static TenantResolution of(
      ResolutionSettings settings, TenantStore store, List<TenantResolver> custom, ActingPolicy acting) {
    return ResolverChain.of(settings, store, custom, acting);
  }

  /** Every request is for this tenant: multi-tenancy is off. */
  static TenantResolution always(Tenant tenant) {
    return new SingleTenantResolution(tenant);
  }
}
