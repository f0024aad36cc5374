package dev.partywall.fleet.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.internal.registry.Changes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All tenants as of a version. Many threads read, one at a time changes. A change puts what is new before it removes
 * what is old, and removes only what is still the tenant's.
 */
final class View {

  private final Map<TenantId, Tenant> byId;
  private final Map<TenantName, Tenant> byName;
  private final Map<DomainName, Tenant> byDomain = new ConcurrentHashMap<>();

  /** Of those who own any. Only for who changes. */
  private final Map<TenantId, List<DomainName>> domains = new HashMap<>();

  private volatile Map<String, Object> settings = Map.of();
  private volatile long version;

  /**
   * @param all all that there is
   */
  View(Changes all) {
    this.byId = new ConcurrentHashMap<>(all.tenants().size());
    this.byName = new ConcurrentHashMap<>(all.tenants().size());
    apply(all);
  }

  @Nullable Tenant find(TenantName name) {
    return byName.get(name);
  }

  @Nullable Tenant find(TenantId id) {
    return byId.get(id);
  }

  @Nullable Tenant find(DomainName domain) {
    return byDomain.get(domain);
  }

  Collection<Tenant> tenants() {
    return byId.values();
  }

  Map<String, Object> settings() {
    return settings;
  }

  long version() {
    return version;
  }

  /** Makes the changes; those of one moment that is past already change nothing. */
  void apply(Changes changes) {
    if (changes.version() <= version && changes.since() != Changes.EVERYTHING) {
      return;
    }
    changes.tenants().forEach(tenant -> put(tenant, changes.domains().getOrDefault(tenant.id(), List.of())));
    changes.gone().forEach(this::remove);
    Map<String, Object> given = changes.settings();
    if (given != null && !given.equals(settings)) {
      settings = given;
    }
    version = changes.version();
  }

  private void put(Tenant tenant, List<DomainName> owned) {
    byName.put(tenant.name(), tenant);
    owned.forEach(domain -> byDomain.put(domain, tenant));
    Tenant before = byId.put(tenant.id(), tenant);
    List<DomainName> ownedBefore =
        owned.isEmpty() ? domains.remove(tenant.id()) : domains.put(tenant.id(), List.copyOf(owned));
    if (before != null) {
      if (!before.name().equals(tenant.name())) {
        byName.remove(before.name(), before);
      }
      forget(ownedBefore, owned, before);
    }
  }

  private void remove(TenantId id) {
    Tenant before = byId.remove(id);
    List<DomainName> ownedBefore = domains.remove(id);
    if (before != null) {
      byName.remove(before.name(), before);
      forget(ownedBefore, List.of(), before);
    }
  }

  private void forget(@Nullable List<DomainName> ownedBefore, List<DomainName> owned, Tenant before) {
    if (ownedBefore != null) {
      ownedBefore.stream().filter(domain -> !owned.contains(domain)).forEach(domain -> byDomain.remove(domain, before));
    }
  }
}
