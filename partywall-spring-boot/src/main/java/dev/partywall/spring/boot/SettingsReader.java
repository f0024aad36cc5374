package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenant;
import dev.partywall.core.store.ConfiguredTenant;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.GuardMode;
import dev.partywall.jdbc.NodeSelector;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.spring.boot.PartywallProperties.BudgetLimits;
import dev.partywall.spring.boot.PartywallProperties.RowSecurity;
import dev.partywall.sql.GuardPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/** Reads and checks the data half of the configuration; all mistakes are thrown together. */
final class SettingsReader {

  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final PartywallProperties properties;
  private final List<String> profiles;

  SettingsReader(Environment environment) {
    this.properties = new PropertiesReader(environment, problems).read("partywall", PartywallProperties.class);
    this.profiles = List.of(environment.getActiveProfiles());
  }

  /** Adds mistakes found elsewhere. */
  SettingsReader adding(List<ConfigurationProblem> others) {
    problems.addAll(others);
    return this;
  }

  /**
   * The checked settings.
   *
   * @param storeGiven whether the application has a tenant store of its own
   * @param selectors the selector that is the bean of a name; empty if there is none
   * @throws ConfigurationException listing all mistakes
   */
  PartywallSettings read(
      Optional<StandardDatasource> standard, boolean storeGiven, Function<String, Optional<NodeSelector>> selectors) {
    List<DatasourceSet> sets =
        new DatasourceEntries(
                new NodeEntries(properties.rowSecurity().owner(), problems),
                new RoutingEntries(selectors, problems),
                problems)
            .read(properties.datasources(), standard);
    SortedMap<Integer, ConfiguredTenant> tenants = tenants(names(sets), storeGiven);
    Budget budget = budget(properties.budget());
    DatasourceName host = host(names(sets));
    checkDiscriminator();
    checkGuard();
    new SessionCheck(problems).run(properties.sessions());
    CacheCheck caches = new CacheCheck(problems);
    caches.run(properties.cache(), properties.caches());
    caches.run(properties.jobs());
    Optional<RowSecurityRoles> rowSecurity = rowSecurity(properties.rowSecurity());
    ConfigurationException.throwIfAny(problems);
    return new PartywallSettings(
        properties.idKind(),
        properties.discriminator(),
        host,
        sets,
        ConfiguredTenantStore.of(List.copyOf(tenants.values())),
        budget,
        new GuardPolicy(properties.guard().allowedFunctions(), properties.guard().allowedViews()),
        properties.guard().mode(),
        properties.guard().allowedStatements(),
        properties.transaction().span(),
        rowSecurity,
        properties.sessions(),
        properties.cache(),
        properties.caches(),
        properties.jobs());
  }

  private static Set<DatasourceName> names(List<DatasourceSet> sets) {
    return sets.stream().map(DatasourceSet::name).collect(Collectors.toUnmodifiableSet());
  }

  private SortedMap<Integer, ConfiguredTenant> tenants(Set<DatasourceName> sets, boolean storeGiven) {
    if (!properties.enabled()) {
      Tenant single = SingleTenant.of(properties.idKind()).tenant();
      return new TreeMap<>(Map.of(0, new ConfiguredTenant(single)));
    }
    if (storeGiven && !properties.tenants().isEmpty()) {
      problem(
          "partywall.tenants",
          "a TenantStore bean finds the tenants, so these " + properties.tenants().size() + " would be ignored",
          "Remove one of the two, or make the bean a CompositeTenantStore of both");
    }
    SortedMap<Integer, ConfiguredTenant> tenants =
        new TenantEntries(properties.idKind(), sets, problems).read(properties.tenants());
    problems.addAll(ConfiguredTenantStore.problems(tenants));
    new PlacementCheck(tenants, problems).run();
    return tenants;
  }

  private Budget budget(BudgetLimits limits) {
    try {
      return new Budget(
          limits.connections(),
          limits.connectionsPerServer(),
          limits.tenantShare(),
          limits.acquireTimeout(),
          limits.idleTimeout());
    } catch (IllegalArgumentException e) {
      problem("partywall.budget", String.valueOf(e.getMessage()), "Change or remove these settings");
      return Budget.DEFAULT;
    }
  }

  private DatasourceName host(Set<DatasourceName> sets) {
    String given = properties.hostDatasource();
    return sets.stream()
        .filter(name -> name.value().equals(given))
        .findAny()
        .orElseGet(
            () -> {
              problem(
                  "partywall.host-datasource",
                  "there is no datasource set '" + given + "'; there are " + sets,
                  "Name the set that holds the host's tables");
              return DatasourceName.MAIN;
            });
  }

  private Optional<RowSecurityRoles> rowSecurity(RowSecurity settings) {
    try {
      RowSecurityRoles roles = new RowSecurityRoles(settings.tenantRole(), settings.hostRole());
      return settings.enabled() ? Optional.of(roles) : Optional.empty();
    } catch (IllegalArgumentException e) {
      problem("partywall.row-security", String.valueOf(e.getMessage()), "Name two roles such as partywall_tenant");
      return Optional.empty();
    }
  }

  private void checkDiscriminator() {
    if (properties.discriminator().isBlank()) {
      problem("partywall.discriminator", "it is blank", "Name the column, such as tenant_id");
    }
  }

  private void checkGuard() {
    Optional<String> test =
        profiles.stream().filter(profile -> profile.matches("(?i)(.*[-_.])?tests?([-_.].*)?")).findAny();
    if (properties.guard().mode() == GuardMode.REPORT && test.isPresent()) {
      problem(
          "partywall.guard.mode",
          "tests would pass in the profile '" + test.get() + "' with statements that are refused later",
          "Set it to enforce in this profile");
    }
    properties
        .guard()
        .allowedStatements()
        .forEach(
            (fingerprint, reason) -> {
              if (reason.isBlank()) {
                problem(
                    "partywall.guard.allowed-statements." + fingerprint,
                    "there is no reason",
                    "Say why this statement may run although it is not proven");
              }
            });
  }

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(setting, problem, action));
  }
}
