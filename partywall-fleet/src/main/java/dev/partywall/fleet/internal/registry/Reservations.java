package dev.partywall.fleet.internal.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What cannot be given to a tenant of the registry: reserved names, and what configured tenants have. */
public final class Reservations {

  private static final String CONFIGURED = "it is that of the configured tenant '";

  private final Set<String> reserved;
  private final TenantStore configured;

  /**
   * @param reserved names that no tenant may have, in any case
   * @param configured the tenants of the configuration
   */
  public Reservations(Set<String> reserved, TenantStore configured) {
    this.reserved =
        reserved.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    this.configured = configured;
  }

  /** Whether no tenant may have the name. */
  public boolean isReserved(TenantName name) {
    return reserved.contains(name.canonical());
  }

  /** Why the name cannot be given; null if it can. */
  @Nullable String against(TenantName name) {
    return isReserved(name)
        ? "it is reserved"
        : configured.findByName(name).map(tenant -> CONFIGURED + tenant.name() + "'").orElse(null);
  }

  /** Why the id cannot be given; null if it can. */
  @Nullable String against(TenantId id) {
    return configured.findById(id).map(tenant -> CONFIGURED + tenant.name() + "'").orElse(null);
  }

  /** Why the domain cannot be given; null if it can. */
  @Nullable String against(DomainName domain) {
    return configured.findByDomain(domain).map(tenant -> CONFIGURED + tenant.name() + "'").orElse(null);
  }
}
