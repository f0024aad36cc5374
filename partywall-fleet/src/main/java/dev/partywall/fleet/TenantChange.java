package dev.partywall.fleet;

import dev.partywall.core.DomainName;
import dev.partywall.core.TenantName;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to become different of a tenant. What is null stays.
 *
 * @param name its unique name
 * @param title the name for people to read
 * @param domains all host names that it owns
 * @param settings all of its own settings
 */
public record TenantChange(
    @Nullable TenantName name,
    @Nullable String title,
    @Nullable Set<DomainName> domains,
    @Nullable Map<String, Object> settings) {

  /** Nothing changes. */
  public static final TenantChange NONE = new TenantChange(null, null, null, null);

  public TenantChange {
    domains = domains == null ? null : Set.copyOf(domains);
    settings = settings == null ? null : Map.copyOf(settings);
  }

  /** This change, and another name. */
  public TenantChange withName(TenantName name) {
    return new TenantChange(name, title, domains, settings);
  }

  /** This change, and another title. */
  public TenantChange withTitle(String title) {
    return new TenantChange(name, title, domains, settings);
  }

  /** This change, and other domains. */
  public TenantChange withDomains(Set<DomainName> domains) {
    return new TenantChange(name, title, domains, settings);
  }

  /** This change, and other settings. */
  public TenantChange withSettings(Map<String, Object> settings) {
    return new TenantChange(name, title, domains, settings);
  }
}
