package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenant;
import dev.partywall.fleet.TenantSeeder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each new tenant an administrator: {@code admin.name}, {@code admin.email} and {@code admin.password} say which.
 * Without a password it gets a one-time password, or in the profiles dev and test the initial password.
 */
final class AdministratorSeeder implements TenantSeeder {

  private final Administrators administrators;
  private final @Nullable String initialPassword;

  AdministratorSeeder(Administrators administrators, @Nullable String initialPassword) {
    this.administrators = administrators;
    this.initialPassword = initialPassword;
  }

  @Override
  public void seed(Tenant tenant, Map<String, String> seed) {
    String password = seed.get("admin.password");
    administrators.ensure(
        seed.getOrDefault("admin.name", Administrators.NAME),
        seed.get("admin.email"),
        password == null ? initialPassword : password);
  }
}
