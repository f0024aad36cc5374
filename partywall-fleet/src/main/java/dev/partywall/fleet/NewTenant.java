package dev.partywall.fleet;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that is wanted.
 *
 * @param name its unique name
 * @param id its id; null for one that the registry finds
 * @param title the name for people to read
 * @param domains the host names that it owns
 * @param settings its own settings
 * @param home where its data are to live
 * @param seed what {@link TenantSeeder}s are told, as in {@code admin.email}; kept only until the tenant is made
 */
public record NewTenant(
    TenantName name,
    @Nullable TenantId id,
    String title,
    Set<DomainName> domains,
    Map<String, Object> settings,
    Home home,
    Map<String, String> seed) {

  public NewTenant {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(home, "home");
    domains = Set.copyOf(domains);
    settings = Map.copyOf(settings);
    seed = Map.copyOf(seed);
  }

  /** Where a new tenant's data are to live. */
  public sealed interface Home {

    /** Beside others' rows in the tables of a set. */
    record Shared(DatasourceName set) implements Home {}

    /** In a database of its own, on the servers of a set. */
    record Isolated(DatasourceName servers) implements Home {}

    /** In a schema of its own, in the database of a set. */
    record Schema(DatasourceName set) implements Home {}
  }

  /** A tenant in the shared tables of the set {@code main}, titled as it is named. */
  public static NewTenant of(String name) {
    return new NewTenant(
        TenantName.of(name), null, name, Set.of(), Map.of(), new Home.Shared(DatasourceName.MAIN), Map.of());
  }

  /** This tenant with an id of the caller's. */
  public NewTenant withId(TenantId id) {
    return new NewTenant(name, id, title, domains, settings, home, seed);
  }

  /** This tenant with another title. */
  public NewTenant withTitle(String title) {
    return new NewTenant(name, id, title, domains, settings, home, seed);
  }

  /** This tenant with these domains. */
  public NewTenant withDomains(Set<DomainName> domains) {
    return new NewTenant(name, id, title, domains, settings, home, seed);
  }

  /** This tenant with these settings. */
  public NewTenant withSettings(Map<String, Object> settings) {
    return new NewTenant(name, id, title, domains, settings, home, seed);
  }

  /** This tenant elsewhere. */
  public NewTenant in(Home home) {
    return new NewTenant(name, id, title, domains, settings, home, seed);
  }

  /** This tenant, made from these. */
  public NewTenant withSeed(Map<String, String> seed) {
    return new NewTenant(name, id, title, domains, settings, home, seed);
  }
}
