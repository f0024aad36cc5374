package dev.partywall.fleet;

import dev.partywall.core.Tenant;
import java.util.Map;

/**
 * Puts into a new tenant what it begins with: an administrator, roles, data. Runs in the tenant's tenancy, in the order
 * of the seeders, before anybody is served. Runs again if the process ended before it was known to have run, and so
 * looks for what is there.
 */
@FunctionalInterface
public interface TenantSeeder {

  /**
   * Seeds the tenant of the running block. What it throws undoes the whole tenant.
   *
   * @param seed what whoever wanted the tenant said
   */
  void seed(Tenant tenant, Map<String, String> seed) throws Exception;
}
