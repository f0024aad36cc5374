package dev.partywall.spring.boot.app;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.core.store.ConfiguredTenant;
import dev.partywall.core.store.ConfiguredTenantStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The tenants of the test application; the store can be taken down, and counts what it is asked. */
public final class TestTenants implements TenantStore, TenantDirectory {

  public static final Tenant ACME = Tenant.of(1, "acme");
  public static final Tenant GLOBEX = Tenant.of(2, "globex");
  public static final Tenant CLOSED = Tenant.of(3, "closed").withStatus(TenantStatus.SUSPENDED);

  private final ConfiguredTenantStore store =
      ConfiguredTenantStore.of(
          List.of(
              new ConfiguredTenant(ACME, List.of(DomainName.of("shop.acme.org"))),
              new ConfiguredTenant(GLOBEX),
              new ConfiguredTenant(CLOSED)));
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean down;

  public void setDown(boolean down) {
    this.down = down;
  }

  public int asked() {
    return asked.get();
  }

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    check();
    return store.findByName(name);
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    check();
    return store.findById(id);
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    check();
    return store.findByDomain(domain);
  }

  @Override
  public Stream<Tenant> tenants() {
    check();
    return store.tenants();
  }

  private void check() {
    asked.incrementAndGet();
    if (down) {
      throw new TenantStoreUnavailableException("test", new IllegalStateException("down"));
    }
  }
}
