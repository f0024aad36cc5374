package dev.partywall.identity;

import dev.partywall.core.Tenancy;

/** On which side a permission can be granted. */
public enum Side {
  /** To users of the host. */
  HOST,
  /** To users of tenants. */
  TENANT,
  /** To either. */
  BOTH;

  /** Whether a permission of this side can be granted in that tenancy. */
  boolean covers(Tenancy tenancy) {
    return this == BOTH || this == of(tenancy);
  }

  private static Side of(Tenancy tenancy) {
    return switch (tenancy) {
      case Tenancy.OfHost host -> HOST;
      case Tenancy.OfTenant tenant -> TENANT;
      case Tenancy.Across across -> throw several(across);
      case Tenancy.AcrossAll across -> throw several(across);
    };
  }

  private static IllegalStateException several(Tenancy tenancy) {
    return new IllegalStateException(
        "Users, roles and permissions are those of one tenant or of the host; bind one instead of " + tenancy.label());
  }
}
