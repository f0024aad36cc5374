package dev.partywall.core.store;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import java.util.List;
import java.util.Objects;

/**
 * A tenant as it is listed in the configuration.
 *
 * @param tenant the tenant
 * @param domains the domains that the tenant owns
 */
public record ConfiguredTenant(Tenant tenant, List<DomainName> domains) {

  public ConfiguredTenant {
    Objects.requireNonNull(tenant, "tenant");
    domains = List.copyOf(domains);
  }

  /** A tenant without domains of its own. */
  public ConfiguredTenant(Tenant tenant) {
    this(tenant, List.of());
  }
}
