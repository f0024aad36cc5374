package dev.partywall.core.resolve;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.core.store.ConfiguredTenant;
import dev.partywall.core.store.ConfiguredTenantStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tenants of these tests, and a store that remembers what it was asked. */
final class Tenants implements TenantStore {

  static final Tenant ACME = Tenant.of(1, "acme");
  static final Tenant GLOBEX = Tenant.of(2, "globex");
  static final Tenant CLOSED = Tenant.of(3, "closed").withStatus(TenantStatus.SUSPENDED);
  static final Tenant STORE = Tenant.of(4, "cabloy.store");
  static final Tenant CABLOY = Tenant.of(5, "cabloy");
  static final Tenant SHARE_TEST = Tenant.of(6, "shareTest");

  private final TenantStore store =
      ConfiguredTenantStore.of(
          List.of(
              new ConfiguredTenant(ACME, List.of(DomainName.of("shop.acme.org"))),
              new ConfiguredTenant(GLOBEX, List.of(DomainName.of("müller.example"))),
              new ConfiguredTenant(CLOSED, List.of(DomainName.of("closed.org"))),
              new ConfiguredTenant(STORE),
              new ConfiguredTenant(CABLOY),
              new ConfiguredTenant(SHARE_TEST)));
  private final List<String> asked = new ArrayList<>();
  private boolean down;

  List<String> asked() {
    return asked;
  }

  void goDown() {
    down = true;
  }

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    note("name " + name);
    return store.findByName(name);
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    note("id " + id);
    return store.findById(id);
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    note("domain " + domain);
    return store.findByDomain(domain);
  }

  private void note(String question) {
    asked.add(question);
    if (down) {
      throw new TenantStoreUnavailableException("tenants", new IllegalStateException("down"));
    }
  }
}
