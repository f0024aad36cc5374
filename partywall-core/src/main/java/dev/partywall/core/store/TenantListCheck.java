package dev.partywall.core.store;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Finds every mistake in a list of tenants. Positions in messages count from 0, as in YAML paths. */
final class TenantListCheck {

  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final Map<TenantName, Integer> names = new HashMap<>();
  private final Map<TenantId, Integer> ids = new HashMap<>();
  private final Map<DomainName, Integer> domains = new HashMap<>();
  private TenantId.@Nullable Kind kind;

  TenantListCheck(SortedMap<Integer, ConfiguredTenant> entries) {
    entries.forEach(this::check);
  }

  List<ConfigurationProblem> problems() {
    return List.copyOf(problems);
  }

  private void check(int index, ConfiguredTenant entry) {
    TenantId id = entry.tenant().id();
    unique(names, entry.tenant().name(), index, "name");
    unique(ids, id, index, "id");
    entry.domains().forEach(domain -> unique(domains, domain, index, "domains"));
    if (kind == null) {
      kind = id.kind();
    } else if (kind != id.kind()) {
      add(index, "id", "the id is of kind " + id.kind() + ", the first tenant's of kind " + kind, "Use one kind of id");
    }
  }

  private <T> void unique(Map<T, Integer> seen, T value, int index, String what) {
    Integer first = seen.putIfAbsent(value, index);
    if (first != null) {
      add(
          index,
          what,
          "'" + value + "' is already used by partywall.tenants[" + first + "]",
          "Give each tenant its own" + (what.equals("name") ? "; names are compared in lower case" : ""));
    }
  }

  private void add(int index, String what, String problem, String action) {
    problems.add(new ConfigurationProblem("partywall.tenants[" + index + "]." + what, problem, action));
  }
}
