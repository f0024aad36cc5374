package dev.partywall.spring.boot.registry;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.core.store.CompositeTenantStore;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.fleet.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tenants of the configuration, and those of the registry. */
final class AllTenants implements TenantStore, TenantDirectory {

  private final ConfiguredTenantStore configured;
  private final Registry registry;
  private final TenantStore both;

  /**
   * @throws ConfigurationException if a configured tenant has the name or the id of one in the registry
   */
  AllTenants(ConfiguredTenantStore configured, Registry registry) {
    this.configured = configured;
    this.registry = registry;
    this.both = new CompositeTenantStore(List.of(configured, registry));
    if (registry.stats().confirmed() != null) {
      ConfigurationException.throwIfAny(problems());
    }
  }

  private List<ConfigurationProblem> problems() {
    try (Stream<Tenant> registered = registry.tenants()) {
      return registered.flatMap(this::problems).toList();
    }
  }

  private Stream<ConfigurationProblem> problems(Tenant registered) {
    Optional<ConfigurationProblem> name =
        configured.findByName(registered.name()).map(_ -> problem("name", registered.name().toString(), registered));
    Optional<ConfigurationProblem> id =
        configured.findById(registered.id()).map(_ -> problem("id", registered.id().toString(), registered));
    return Stream.concat(name.stream(), id.stream());
  }

  private static ConfigurationProblem problem(String what, String value, Tenant registered) {
    return new ConfigurationProblem(
        "partywall.tenants",
        "the "
            + what
            + " '"
            + value
            + "' is also that of the tenant '"
            + registered.name()
            + "' (id "
            + registered.id()
            + ") in the registry",
        "Give the configured tenant another " + what + ", or remove one of the two");
  }

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    return both.findByName(name);
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return both.findById(id);
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    return both.findByDomain(domain);
  }

  @Override
  public Stream<Tenant> tenants() {
    return Stream.concat(configured.tenants(), registry.tenants());
  }
}
