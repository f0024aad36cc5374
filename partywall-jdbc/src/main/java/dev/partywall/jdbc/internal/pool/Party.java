package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.Tenancy;

/**
 * Whom a connection is counted for, so that each gets a fair share: each tenant, the host, and all work across tenants.
 */
final class Party {

  private static final Object ACROSS = "across";

  private Party() {}

  /** The party of a tenancy, to be compared by {@code equals}. */
  static Object of(Tenancy tenancy) {
    return switch (tenancy) {
      case Tenancy.OfTenant tenant -> tenant.value().id();
      case Tenancy.OfHost host -> host;
      case Tenancy.Across _, Tenancy.AcrossAll _ -> ACROSS;
    };
  }

  /** A name for messages. */
  static String name(Tenancy tenancy) {
    return switch (tenancy) {
      case Tenancy.OfTenant _ -> "tenant '" + tenancy.label() + "'";
      case Tenancy.OfHost _ -> "the host";
      case Tenancy.Across _, Tenancy.AcrossAll _ -> "work across tenants";
    };
  }
}
