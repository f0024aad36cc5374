package dev.partywall.fleet.internal.registry;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Placements as the tables have them. Tenants that share a set share the object, too. */
public final class Placements {

  static final String SHARED = "shared";
  static final String ISOLATED = "isolated";
  static final String SCHEMA = "schema";

  private final Map<String, Placement.Shared> shared = new ConcurrentHashMap<>();

  public Placement read(String kind, String datasource, @Nullable String schema) {
    return switch (kind) {
      case SHARED -> shared.computeIfAbsent(datasource, name -> new Placement.Shared(DatasourceName.of(name)));
      case ISOLATED -> new Placement.Isolated(DatasourceName.of(datasource));
      case SCHEMA -> new Placement.Schema(DatasourceName.of(datasource), Objects.requireNonNull(schema, "schema_name"));
      default -> throw new IllegalArgumentException("'" + kind + "' is no placement that this version knows");
    };
  }

  public static String kind(Placement placement) {
    return switch (placement) {
      case Placement.Shared _ -> SHARED;
      case Placement.Isolated _ -> ISOLATED;
      case Placement.Schema _ -> SCHEMA;
    };
  }

  public static @Nullable String schema(Placement placement) {
    return placement instanceof Placement.Schema own ? own.schema() : null;
  }
}
