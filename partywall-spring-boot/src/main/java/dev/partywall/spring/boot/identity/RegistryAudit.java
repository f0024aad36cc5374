package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.identity.IdentityAudit;
import dev.partywall.identity.IdentityEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Writes what users of the host do in tenants into the host's audit trail. */
final class RegistryAudit implements IdentityAudit {

  private static final Set<IdentityEvent.Kind> OF_THE_HOST =
      Set.of(IdentityEvent.Kind.ACTING_BEGAN, IdentityEvent.Kind.ACTED, IdentityEvent.Kind.ACTING_ENDED);

  private final Registry registry;

  RegistryAudit(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void happened(IdentityEvent event) {
    if (OF_THE_HOST.contains(event.kind())) {
      TenantId tenant = event.tenancy().tenant().map(Tenant::id).orElse(null);
      Map<String, Object> details = new HashMap<>();
      if (event.name() != null) {
        details.put("name", event.name());
      }
      registry.audit(tenant, event.action(), event.detail(), details);
    }
  }
}
