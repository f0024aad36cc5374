package dev.partywall.core.store;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tenants listed in the configuration. The list does not change while the application runs. */
public final class ConfiguredTenantStore implements TenantStore, TenantDirectory {

  private final List<Tenant> tenants;
  private final Map<TenantName, Tenant> byName;
  private final Map<TenantId, Tenant> byId;
  private final Map<DomainName, Tenant> byDomain;

  private ConfiguredTenantStore(List<ConfiguredTenant> entries) {
    tenants = entries.stream().map(ConfiguredTenant::tenant).toList();
    byName = tenants.stream().collect(Collectors.toUnmodifiableMap(Tenant::name, tenant -> tenant));
    byId = tenants.stream().collect(Collectors.toUnmodifiableMap(Tenant::id, tenant -> tenant));
    byDomain =
        entries.stream()
            .flatMap(entry -> entry.domains().stream().map(domain -> Map.entry(domain, entry.tenant())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * A store of these tenants.
   *
   * @throws ConfigurationException listing every name, id or domain that occurs twice and every id of another kind than
   *     the first one's
   */
  public static ConfiguredTenantStore of(List<ConfiguredTenant> entries) {
    SortedMap<Integer, ConfiguredTenant> byPosition = new TreeMap<>();
    entries.forEach(entry -> byPosition.put(byPosition.size(), entry));
    ConfigurationException.throwIfAny(problems(byPosition));
    return new ConfiguredTenantStore(entries);
  }

  /**
   * What {@link #of(List)} would refuse.
   *
   * @param entries the entries that can be read, by their position in the configuration
   */
  public static List<ConfigurationProblem> problems(SortedMap<Integer, ConfiguredTenant> entries) {
    return new TenantListCheck(entries).problems();
  }

  /**
   * A store of these tenants, none of which owns a domain.
   *
   * @throws ConfigurationException as {@link #of(List)}
   */
  public static ConfiguredTenantStore ofTenants(Collection<Tenant> tenants) {
    return of(tenants.stream().map(ConfiguredTenant::new).toList());
  }

  @Override
  public Optional<Tenant> findByName(TenantName name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public Optional<Tenant> findByDomain(DomainName domain) {
    return Optional.ofNullable(byDomain.get(domain));
  }

  @Override
  public Stream<Tenant> tenants() {
    return tenants.stream();
  }
}
