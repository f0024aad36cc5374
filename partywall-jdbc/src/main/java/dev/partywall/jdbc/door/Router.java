package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantName;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.TenantsApartException;
import dev.partywall.sql.Reach;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the way of a tenancy. */
final class Router {

  private final Route host;
  private final @Nullable Tenancy unbound;
  private final @Nullable RowSecurityRoles roles;
  private final DerivedSets derived;

  /**
   * @param host the set that the host lives in
   * @param unbound whom work is for that has no tenancy bound; null if that is an error
   * @param roles the roles for row-level security; null where it is off
   * @param derived the sets that are there once a way leads to them
   */
  Router(DatasourceName host, @Nullable Tenancy unbound, @Nullable RowSecurityRoles roles, DerivedSets derived) {
    this.derived = derived;
    this.host = new Route(Tenancy.host(), Reach.HOST, new Location(host, null), roles);
    this.unbound = unbound;
    this.roles = roles;
  }

  /** The host's way, which is also that of questions about the database itself. */
  Route host() {
    return host;
  }

  /**
   * The way of the running block, or null if it has no tenancy.
   *
   * @param last the way found before, which is found again without work if the tenancy is the same
   * @throws TenantsApartException if it reads several tenants that do not live in one place
   */
  @SuppressWarnings("ReferenceEquality") // the same object is the common case; an equal one only costs a look
  @Nullable Route current(@Nullable Route last) {
    Tenancy tenancy = Scope.current().tenancy();
    if (tenancy == null) {
      tenancy = unbound;
    }
    if (tenancy == null || (last != null && last.tenancy() == tenancy)) {
      return tenancy == null ? null : last;
    }
    return route(tenancy);
  }

  Route route(Tenancy tenancy) {
    Route route = way(tenancy);
    derived.require(route.location().datasource());
    return route;
  }

  private Route way(Tenancy tenancy) {
    return switch (tenancy) {
      case Tenancy.OfTenant(Tenant tenant) -> new Route(tenancy, Reach.TENANT, Location.of(tenant.placement()), roles);
      case Tenancy.OfHost _ -> host;
      case Tenancy.Across across -> new Route(across, Reach.ACROSS, common(across.tenants()), roles);
      case Tenancy.AcrossAll all -> new Route(all, Reach.ACROSS_ALL, new Location(all.datasource(), null), roles);
    };
  }

  private Location common(Set<Tenant> tenants) {
    Set<Location> locations = tenants.stream().map(t -> Location.of(t.placement())).collect(Collectors.toSet());
    if (locations.size() > 1) {
      throw new TenantsApartException(homes(tenants));
    }
    // Nobody's rows can be looked for anywhere, as long as the tables are there.
    return locations.isEmpty() ? host.location() : locations.iterator().next();
  }

  private static Map<String, List<TenantName>> homes(Set<Tenant> tenants) {
    return tenants.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .collect(
            Collectors.groupingBy(
                t -> Location.of(t.placement()).toString(),
                TreeMap::new,
                Collectors.mapping(Tenant::name, Collectors.toList())));
  }
}
