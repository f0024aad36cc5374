package dev.partywall.spring.boot.identity;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tenants as all nodes see them at once. */
final class MutableTenants implements TenantStore, TenantDirectory {

  private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();

  MutableTenants(Tenant... tenants) {
    for (Tenant tenant : tenants) {
      this.tenants.put(tenant.id(), tenant);
    }
  }

  /** Another status, and with it another epoch. */
  void status(String name, TenantStatus status) {
    change(name, tenant -> tenant.withStatus(status));
  }

  void rename(String name, String other) {
    Tenant old = tenant(name);
    tenants.put(
        old.id(),
        new Tenant(
            old.id(), TenantName.of(other), old.title(), old.status(), old.placement(), old.epoch(), old.settings()));
  }

  void change(String name, UnaryOperator<Tenant> change) {
    Tenant changed = change.apply(tenant(name));
    tenants.put(
        changed.id(),
        new Tenant(
            changed.id(),
            changed.name(),
            changed.title(),
            changed.status(),
            changed.placement(),
            changed.epoch() + 1,
            changed.settings()));
  }

  Tenant tenant(String name) {
    return findByName(TenantName.of(name)).orElseThrow();
  }

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    return tenants.values().stream().filter(tenant -> tenant.name().equals(name)).findFirst();
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return Optional.ofNullable(tenants.get(id));
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    return Optional.empty();
  }

  @Override
  public Stream<Tenant> tenants() {
    return tenants.values().stream();
  }
}
