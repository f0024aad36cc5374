package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.store.ConfiguredTenant;
import dev.partywall.spring.boot.PartywallProperties.TenantEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes tenants of the entries of {@code partywall.tenants}, and collects what is wrong with them. */
final class TenantEntries {

  private final TenantId.Kind idKind;
  private final Set<DatasourceName> datasources;
  private final List<ConfigurationProblem> problems;

  TenantEntries(TenantId.Kind idKind, Set<DatasourceName> datasources, List<ConfigurationProblem> problems) {
    this.idKind = idKind;
    this.datasources = datasources;
    this.problems = problems;
  }

  /** The tenants of the entries without a mistake of their own, by position. */
  SortedMap<Integer, ConfiguredTenant> read(List<TenantEntry> entries) {
    SortedMap<Integer, ConfiguredTenant> tenants = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      int position = i;
      new Entry("partywall.tenants[" + i + "]", entries.get(i))
          .read()
          .ifPresent(tenant -> tenants.put(position, tenant));
    }
    return tenants;
  }

  private final class Entry {

    private final String path;
    private final TenantEntry given;

    Entry(String path, TenantEntry given) {
      this.path = path;
      this.given = given;
    }

    Optional<ConfiguredTenant> read() {
      int before = problems.size();
      TenantName name = name();
      TenantId id = name == null ? null : id(name);
      Placement placement = placement();
      List<DomainName> domains = domains();
      if (name == null || id == null || placement == null || problems.size() > before) {
        return Optional.empty();
      }
      String title = given.title() == null ? name.toString() : given.title();
      return Optional.of(
          new ConfiguredTenant(new Tenant(id, name, title, given.status(), placement, 1, given.settings()), domains));
    }

    private @Nullable TenantName name() {
      String name = given.name();
      if (name == null) {
        refuse("name", "it is missing", "Give the tenant a name, such as acme");
        return null;
      }
      return orRefuse("name", "Use labels of letters, digits and inner hyphens", () -> TenantName.of(name));
    }

    private @Nullable TenantId id(TenantName name) {
      String id = given.id();
      return id == null
          ? DerivedId.of(idKind, name)
          : orRefuse("id", "partywall.id-kind is " + idKind + "; give an id of this kind", () -> idKind.parse(id));
    }

    private @Nullable Placement placement() {
      DatasourceName set = datasource();
      if (set == null) {
        return null;
      }
      String schema = given.schema();
      if (schema != null && given.isolated()) {
        refuse("schema", "the tenant is isolated and has a schema of its own", "Keep one of 'isolated' and 'schema'");
        return null;
      }
      if (schema != null) {
        return orRefuse("schema", "Give another schema", () -> new Placement.Schema(set, schema));
      }
      return given.isolated() ? new Placement.Isolated(set) : new Placement.Shared(set);
    }

    private @Nullable DatasourceName datasource() {
      String datasource = given.datasource();
      if (datasource == null) {
        return defaultDatasource();
      }
      DatasourceName name =
          orRefuse("datasource", "Name a set of partywall.datasources", () -> DatasourceName.of(datasource));
      if (name != null && !datasources.contains(name) && !isOnKnownServers(name)) {
        refuse(
            "datasource",
            "there is no datasource set '" + datasource + "'; there are " + datasources,
            "Add partywall.datasources." + datasource + ", or name another set");
        return null;
      }
      return name;
    }

    private boolean isOnKnownServers(DatasourceName name) {
      DatasourceName servers = name.servers();
      return servers != null && datasources.contains(servers);
    }

    private @Nullable DatasourceName defaultDatasource() {
      if (given.isolated()) {
        refuse("datasource", "an isolated tenant has no datasource", "Name the set that holds its rows");
        return null;
      }
      return DatasourceName.MAIN;
    }

    private List<DomainName> domains() {
      List<DomainName> domains = new ArrayList<>();
      for (int i = 0; i < given.domains().size(); i++) {
        String domain = given.domains().get(i);
        DomainName name =
            orRefuse("domains[" + i + "]", "Give a host name, such as shop.example.org", () -> DomainName.of(domain));
        if (name != null) {
          domains.add(name);
        }
      }
      return domains;
    }

    private <T> @Nullable T orRefuse(String what, String action, Supplier<T> value) {
      try {
        return value.get();
      } catch (RuntimeException refusal) {
        refuse(what, String.valueOf(refusal.getMessage()), action);
        return null;
      }
    }

    private void refuse(String what, String problem, String action) {
      problems.add(new ConfigurationProblem(path + "." + what, problem, action));
    }
  }
}
