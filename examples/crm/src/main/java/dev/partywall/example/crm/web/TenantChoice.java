package dev.partywall.example.crm.web;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;

/** A tenant, as the page shows it. */
record TenantChoice(String name, String title, String place) {

  static TenantChoice of(Tenant tenant) {
    return new TenantChoice(tenant.name().canonical(), tenant.title(), place(tenant.placement()));
  }

  private static String place(Placement placement) {
    return switch (placement) {
      case Placement.Shared _ -> "shares the database " + placement.datasource();
      case Placement.Isolated _ -> "has the database " + placement.datasource() + " to itself";
      case Placement.Schema(var datasource, var schema) -> "has the schema " + schema + " of " + datasource;
    };
  }
}
