package dev.partywall.core.resolve;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;

record SingleTenantResolution(Tenant tenant) implements TenantResolution {

  @Override
  public Resolution resolve(RequestFacts request) {
    String user = request.caller().map(Caller::userId).orElse(null);
    return new Resolution.ForTenant(tenant, new TenantSession(user, tenant.id()), "single");
  }

  @Override
  public Resolution resolveForHost(RequestFacts request) {
    return resolve(request);
  }
}
