package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.store.ConfiguredTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Finds tenants whose placements exclude each other: a set or schema is a tenant's own only if nobody else is there.
 */
final class PlacementCheck {

  private final List<ConfigurationProblem> problems;
  private final SortedMap<Integer, ConfiguredTenant> tenants;

  PlacementCheck(SortedMap<Integer, ConfiguredTenant> tenants, List<ConfigurationProblem> problems) {
    this.tenants = tenants;
    this.problems = problems;
  }

  void run() {
    Map<Placement, Integer> schemas = new HashMap<>();
    tenants.forEach(
        (position, entry) -> {
          switch (entry.tenant().placement()) {
            case Placement.Shared _ -> {}
            case Placement.Isolated isolated -> alone(position, isolated.datasource());
            case Placement.Schema schema -> ownSchema(position, schema, schemas);
          }
        });
  }

  private void alone(int position, DatasourceName set) {
    List<Integer> others =
        tenants.entrySet().stream()
            .filter(other -> other.getKey() != position)
            .filter(other -> other.getValue().tenant().placement().datasource().equals(set))
            .map(Map.Entry::getKey)
            .toList();
    if (!others.isEmpty()) {
      problems.add(
          new ConfigurationProblem(
              path(position) + ".datasource",
              "the tenant is isolated in '"
                  + set
                  + "', where "
                  + others.stream().map(PlacementCheck::path).toList()
                  + " live too",
              "Give the isolated tenant a datasource set of its own"));
    }
  }

  private void ownSchema(int position, Placement.Schema schema, Map<Placement, Integer> schemas) {
    Integer first = schemas.putIfAbsent(schema, position);
    if (first != null) {
      problems.add(
          new ConfigurationProblem(
              path(position) + ".schema",
              "'" + schema.schema() + "' is already the schema of " + path(first),
              "Give each tenant a schema of its own"));
    }
    if (schema.schema().equals("public")) {
      problems.add(
          new ConfigurationProblem(
              path(position) + ".schema",
              "'public' is where the shared and the host's tables are",
              "Give the tenant a schema of its own"));
    }
  }

  private static String path(int position) {
    return "partywall.tenants[" + position + "]";
  }
}
