package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Makes the first users at the start, once the tables are there and before requests are served. */
final class FirstUsers implements SmartInitializingSingleton {

  private final IdentityProperties settings;
  private final Administrators administrators;
  private final List<Tenancy> everybody;

  /**
   * @param everybody the host and the configured tenants, or the only tenant; whose users administer comes first
   */
  FirstUsers(IdentityProperties settings, Administrators administrators, List<Tenancy> everybody) {
    this.settings = settings;
    this.administrators = administrators;
    this.everybody = List.copyOf(everybody);
  }

  @Override
  public void afterSingletonsInstantiated() {
    String initial = settings.initialPassword();
    if (initial != null) {
      everybody.forEach(tenancy -> tenancy.run(() -> administrators.ensure(Administrators.NAME, null, initial)));
    }
    String name = settings.hostAdmin();
    if (name != null) {
      everybody.getFirst().run(() -> hostAdmin(name));
    }
  }

  private void hostAdmin(String name) {
    if (administrators.areMissing()) {
      administrators.ensure(name, null, null);
    }
  }
}
