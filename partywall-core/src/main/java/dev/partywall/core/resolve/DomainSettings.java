package dev.partywall.core.resolve;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How host names are read: first by the formats, then as custom domains, then by the offset.
 *
 * @param formats host names with a tenant's name in place of {@code {tenant}}; the first that fits decides
 * @param subdomainOffset how many labels to drop from the right; the rest, reversed, is the tenant's name. Exactly that
 *     many labels (two or more) are the host's own address.
 * @param customDomains whether tenants own host names, looked up in the store
 * @param ignored names that name nobody, such as {@code www}
 */
public record DomainSettings(
    List<DomainFormat> formats, OptionalInt subdomainOffset, boolean customDomains, Set<String> ignored) {

  /** Custom domains only; {@code www} is ignored. */
  public static final DomainSettings DEFAULTS = new DomainSettings(List.of(), OptionalInt.empty(), true, Set.of("www"));

  public DomainSettings {
    formats = List.copyOf(formats);
    ignored = Set.copyOf(ignored);
    if (subdomainOffset.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "The subdomain offset is a number of labels, 0 or more, not " + subdomainOffset.getAsInt());
    }
  }

  /** These settings with other formats. */
  public DomainSettings withFormats(String... formats) {
    return new DomainSettings(
        List.of(formats).stream().map(DomainFormat::of).toList(), subdomainOffset, customDomains, ignored);
  }

  /** These settings with a subdomain offset. */
  public DomainSettings withSubdomainOffset(int offset) {
    return new DomainSettings(formats, OptionalInt.of(offset), customDomains, ignored);
  }
}
