package dev.partywall.spring.boot.host;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.Tenants.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant, as the host sees it. Ids are texts, since not every number of PostgreSQL is one of JavaScript. */
record TenantView(
    String id,
    String name,
    String title,
    String state,
    PlacementView placement,
    List<String> domains,
    Map<String, Object> settings,
    long epoch,
    long version,
    String created,
    String changed,
    @Nullable String purgeAfter) {

  static TenantView of(RegisteredTenant registered) {
    Tenant tenant = registered.tenant();
    return new TenantView(
        tenant.id().toString(),
        tenant.name().toString(),
        tenant.title(),
        word(registered.state()),
        PlacementView.of(tenant.placement()),
        registered.domains().stream().map(Object::toString).sorted().toList(),
        tenant.settings(),
        tenant.epoch(),
        registered.version(),
        registered.created().toString(),
        registered.changed().toString(),
        text(registered.purgeAfter()));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /**
   * A page of tenants.
   *
   * @param next where the next page is; null on the last one
   */
  record Page(List<TenantView> tenants, @Nullable String next) {}

  /** Where a tenant's data live. */
  record PlacementView(String kind, String datasource, @Nullable String schema) {

    static PlacementView of(Placement placement) {
      String datasource = placement.datasource().value();
      return switch (placement) {
        case Placement.Shared _ -> new PlacementView("shared", datasource, null);
        case Placement.Isolated _ -> new PlacementView("isolated", datasource, null);
        case Placement.Schema schema -> new PlacementView("schema", datasource, schema.schema());
      };
    }
  }

  /** Something that goes on. */
  record OperationView(
      String id,
      String kind,
      String tenant,
      String name,
      String state,
      List<String> steps,
      @Nullable String error,
      String began,
      @Nullable String ended) {

    static OperationView of(Operation operation) {
      Instant end = operation.ended();
      return new OperationView(
          operation.id().toString(),
          word(operation.kind()),
          operation.tenant().toString(),
          operation.name().toString(),
          word(operation.state()),
          operation.steps(),
          operation.error(),
          operation.began().toString(),
          text(end));
    }
  }

  /**
   * A page of the audit trail.
   *
   * @param next where older entries are; null on the last page
   */
  record AuditPage(List<AuditView> entries, @Nullable String next) {}

  /** Something that was done. */
  record AuditView(
      String id,
      String at,
      String actor,
      @Nullable String tenant,
      String action,
      @Nullable String reason,
      Map<String, Object> details) {

    static AuditView of(AuditEntry entry) {
      return new AuditView(
          Long.toString(entry.id()),
          entry.at().toString(),
          entry.actor(),
          text(entry.tenant()),
          entry.action(),
          entry.reason(),
          entry.details());
    }
  }
}
