package dev.partywall.jdbc.door;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.pool.Identity;
import dev.partywall.sql.Reach;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from a tenancy for a statement: whose rows it may touch, where they are, and what is bound for them. */
final class Route {

  private final Tenancy tenancy;
  private final Reach reach;
  private final Location location;
  private final Optional<String> schema;
  private final @Nullable Identity identity;

  /**
   * @param roles the roles for row-level security; null where it is off
   */
  Route(Tenancy tenancy, Reach reach, Location location, @Nullable RowSecurityRoles roles) {
    this.tenancy = tenancy;
    this.reach = reach;
    this.location = location;
    this.schema = Optional.ofNullable(location.schema());
    this.identity = roles == null ? null : identity(tenancy, roles);
  }

  private static Identity identity(Tenancy tenancy, RowSecurityRoles roles) {
    return tenancy instanceof Tenancy.OfTenant(Tenant tenant)
        ? new Identity(roles.tenant(), tenant.id().toString())
        : new Identity(roles.host(), "");
  }

  Tenancy tenancy() {
    return tenancy;
  }

  Reach reach() {
    return reach;
  }

  Location location() {
    return location;
  }

  /** The location's schema, as the catalogs ask for it. */
  Optional<String> schema() {
    return schema;
  }

  /** As whom statements run; null where row-level security is off. */
  @Nullable Identity identity() {
    return identity;
  }

  /** The tenant, if this is the work of one. */
  @Nullable Tenant tenant() {
    return tenancy instanceof Tenancy.OfTenant(Tenant tenant) ? tenant : null;
  }

  /** Whether what was made on the way of the other can be used on this one. */
  boolean leadsWhere(Route other) {
    return this == other || (location.equals(other.location) && sameRows(other.tenancy));
  }

  private boolean sameRows(Tenancy other) {
    return switch (tenancy) {
      case Tenancy.OfTenant(Tenant tenant) ->
          other instanceof Tenancy.OfTenant(Tenant others) && tenant.id().equals(others.id());
      case Tenancy.OfHost host -> host.equals(other);
      case Tenancy.Across across -> other instanceof Tenancy.Across others && across.ids().equals(others.ids());
      case Tenancy.AcrossAll _ -> other instanceof Tenancy.AcrossAll;
    };
  }

  /** Whether a value given for a discriminator is the one that rows written on this way have. */
  boolean owns(@Nullable Object value) {
    return switch (tenancy) {
      case Tenancy.OfTenant(Tenant tenant) -> TenantValues.same(tenant.id(), value);
      case Tenancy.OfHost _ -> value == null;
      case Tenancy.Across _, Tenancy.AcrossAll _ -> false;
    };
  }

  /** Binds whose rows the statement may touch. */
  void bind(PreparedStatement statement, int position) throws SQLException {
    switch (tenancy) {
      case Tenancy.OfTenant(Tenant tenant) -> TenantValues.bind(statement, position, tenant.id());
      case Tenancy.Across across -> TenantValues.bindAll(statement, position, across.ids());
      case Tenancy.OfHost _, Tenancy.AcrossAll _ -> TenantValues.bindNull(statement, position);
    }
  }
}
