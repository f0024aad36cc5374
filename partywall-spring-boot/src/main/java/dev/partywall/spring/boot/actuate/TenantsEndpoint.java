package dev.partywall.spring.boot.actuate;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Lists the tenants, page by page, without their settings. */
@Endpoint(id = "tenants")
public final class TenantsEndpoint {

  private static final int DEFAULT_SIZE = 20;
  private static final int MAXIMUM_SIZE = 100;

  private final TenantStore store;
  private final Optional<TenantDirectory> directory;

  TenantsEndpoint(TenantStore store, Optional<TenantDirectory> directory) {
    this.store = store;
    this.directory = directory;
  }

  /**
   * A page of the tenants, by name.
   *
   * @param page which, from 0; 0 if left out
   * @param size how many tenants a page has, at most 100; 20 if left out
   */
  @ReadOperation
  public Page tenants(@Nullable Integer page, @Nullable Integer size) {
    int number = Math.max(0, page == null ? 0 : page);
    int limit = Math.clamp(size == null ? DEFAULT_SIZE : size, 1, MAXIMUM_SIZE);
    if (directory.isEmpty()) {
      return new Page(List.of(), number, limit, false);
    }
    try (Stream<Tenant> tenants = directory.get().tenants()) {
      List<Tenant> found =
          tenants.sorted(Comparator.comparing(Tenant::name)).skip((long) number * limit).limit(limit + 1L).toList();
      boolean more = found.size() > limit;
      return new Page(found.stream().limit(limit).map(Entry::of).toList(), number, limit, more);
    }
  }

  /** One tenant, or null if there is none of this name. */
  @ReadOperation
  public @Nullable Entry tenant(@Selector String name) {
    return TenantName.parse(name).flatMap(store::findByName).map(Entry::of).orElse(null);
  }

  /**
   * A page of tenants.
   *
   * @param tenants the tenants
   * @param page which page, from 0
   * @param size how many tenants a page has at most
   * @param more whether there are more pages
   */
  public record Page(List<Entry> tenants, int page, int size, boolean more) {}

  /**
   * A tenant, as operators see it.
   *
   * @param name its name
   * @param id the value of the discriminator
   * @param title the name for people to read
   * @param status whether it is served
   * @param placement where its rows are
   * @param epoch grows with every change of how the tenant is served
   */
  public record Entry(String name, String id, String title, String status, PlacementEntry placement, long epoch) {

    static Entry of(Tenant tenant) {
      return new Entry(
          tenant.name().toString(),
          tenant.id().toString(),
          tenant.title(),
          tenant.status().name().toLowerCase(Locale.ROOT),
          PlacementEntry.of(tenant.placement()),
          tenant.epoch());
    }
  }

  /**
   * Where a tenant's rows are.
   *
   * @param kind {@code shared}, {@code isolated} or {@code schema}
   * @param datasource the datasource set
   * @param schema the schema of the tenant's own, or null
   */
  public record PlacementEntry(String kind, String datasource, @Nullable String schema) {

    static PlacementEntry of(Placement placement) {
      String datasource = placement.datasource().value();
      return switch (placement) {
        case Placement.Shared _ -> new PlacementEntry("shared", datasource, null);
        case Placement.Isolated _ -> new PlacementEntry("isolated", datasource, null);
        case Placement.Schema schema -> new PlacementEntry("schema", datasource, schema.schema());
      };
    }
  }
}
