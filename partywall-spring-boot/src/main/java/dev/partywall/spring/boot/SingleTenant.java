package dev.partywall.spring.boot;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import java.util.UUID;

/**
 * The one tenant of an application with {@code partywall.enabled=false}: a bean that exists only then. All work is for
 * this tenant, requests and work outside them alike.
 */
public record SingleTenant(Tenant tenant) {

  private static final String NAME = "default";

  /** The tenant with id 1, as an id of this kind. */
  static SingleTenant of(TenantId.Kind kind) {
    TenantId id =
        switch (kind) {
          case BIGINT -> TenantId.of(1);
          case UUID -> TenantId.of(new UUID(0, 1));
          case TEXT -> TenantId.of("1");
        };
    return new SingleTenant(Tenant.of(id, NAME));
  }

  /** The tenancy of all work. */
  public Tenancy tenancy() {
    return Tenancy.of(tenant);
  }
}
