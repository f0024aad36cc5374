package dev.partywall.example.crm.security;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.example.crm.TenantNames;
import dev.partywall.identity.NewUser;
import dev.partywall.identity.Role;
import dev.partywall.identity.Users;
import java.util.Map;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Somebody who can log in for each of the demo's tenants, and for the host. The password is the name. */
@Component
@ConditionalOnBooleanProperty("crm.sample.enabled")
class DemoUsers implements ApplicationRunner {

  private static final Map<TenantName, String> NAMES =
      Map.of(TenantNames.ACME, "ada", TenantNames.GLOBEX, "grace", TenantNames.INITECH, "ines");
  private static final String OF_THE_HOST = "olaf";

  private final Users users;
  private final TenantStore tenants;

  DemoUsers(Users users, TenantStore tenants) {
    this.users = users;
    this.tenants = tenants;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    NAMES.forEach(
        (tenant, name) -> tenants.findByName(tenant).ifPresent(found -> Tenancy.of(found).run(() -> ensure(name))));
    Tenancy.host().run(() -> ensure(OF_THE_HOST));
  }

  private void ensure(String name) {
    if (users.findByName(name).isEmpty()) {
      users.create(NewUser.of(name).withPassword(name).withRoles(Role.ADMIN));
    }
  }
}
