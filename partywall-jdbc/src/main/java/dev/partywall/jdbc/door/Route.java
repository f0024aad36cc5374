package dev.partywall.jdbc.door;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.sql.Reach;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows from a tenancy for a statement: whose rows it may touch, where they are, and what is bound for them. */
final class Route {

  private final Tenancy tenancy;
  private final Reach reach;
  private final Location location;
  private final Optional<String> schema;
  private final Set<TenantId> ids;

  /**
   * @param ids the tenants whose rows it may touch; for the host and for all tenants none are listed
   */
  Route(Tenancy tenancy, Reach reach, Location location, Set<TenantId> ids) {
    this.tenancy = tenancy;
    this.reach = reach;
    this.location = location;
    this.schema = Optional.ofNullable(location.schema());
    this.ids = ids;
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

  /** The tenant, if this is the work of one. */
  @Nullable Tenant tenant() {
    return tenancy instanceof Tenancy.OfTenant(Tenant tenant) ? tenant : null;
  }

  /** Whether what was made on the way of the other can be used on this one. */
  boolean leadsWhere(Route other) {
    return this == other || (reach == other.reach && location.equals(other.location) && Objects.equals(ids, other.ids));
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
      case Tenancy.Across _ -> TenantValues.bindAll(statement, position, ids);
      case Tenancy.OfHost _, Tenancy.AcrossAll _ -> TenantValues.bindNull(statement, position);
    }
  }
}
