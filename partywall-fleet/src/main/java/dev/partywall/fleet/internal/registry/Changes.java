package dev.partywall.fleet.internal.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became different in the registry, as of one moment.
 *
 * @param since the version after which it did; {@link #EVERYTHING} if this is all that there is
 * @param version the version now
 * @param tenants those who are served, and those who are suspended
 * @param gone those who are not to be seen any more
 * @param domains the domains of the tenants, by their names; of those without any, nothing
 * @param settings the host's; null if nothing changed
 */
public record Changes(
    long since,
    long version,
    List<Tenant> tenants,
    Set<TenantId> gone,
    Map<TenantId, List<DomainName>> domains,
    @Nullable Map<String, Object> settings) {

  /** Before the first version. */
  public static final long EVERYTHING = -1;

  /** Whether whoever knows the version before knows this. */
  public boolean isNothing() {
    return since == version;
  }
}
