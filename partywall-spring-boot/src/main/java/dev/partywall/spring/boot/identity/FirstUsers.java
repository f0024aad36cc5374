package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.store.ConfiguredTenantStore;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Makes the first users at the start, once the tables are there and before requests are served. */
final class FirstUsers implements SmartInitializingSingleton {

  private final IdentityProperties settings;
  private final Administrators administrators;
  private final ConfiguredTenantStore tenants;

  FirstUsers(IdentityProperties settings, Administrators administrators, ConfiguredTenantStore tenants) {
    this.settings = settings;
    this.administrators = administrators;
    this.tenants = tenants;
  }

  @Override
  public void afterSingletonsInstantiated() {
    String initial = settings.initialPassword();
    if (initial != null) {
      Tenancy.host().run(() -> administrators.ensure(Administrators.NAME, null, initial));
      for (Tenant tenant : tenants.tenants().toList()) {
        Tenancy.of(tenant).run(() -> administrators.ensure(Administrators.NAME, null, initial));
      }
    }
    String name = settings.hostAdmin();
    if (name != null) {
      Tenancy.host().run(() -> hostAdmin(name));
    }
  }

  private void hostAdmin(String name) {
    if (administrators.areMissing()) {
      administrators.ensure(name, null, null);
    }
  }
}
