package dev.partywall.core.resolve;

import dev.partywall.core.DomainName;
import java.util.Objects;
import java.util.Optional;

/**
 * A host name with a tenant's name in place of {@code {tenant}}, as in {@code {tenant}.example.com}. A host name fits
 * when it is the format with a name put in, from its first character to its last.
 *
 * @param prefix what stands before the name, in comparable form
 * @param suffix what stands after it, in comparable form
 */
public record DomainFormat(String prefix, String suffix) {

  private static final String PLACEHOLDER = "{tenant}";
  private static final String SAMPLE = "tenant0sample";

  public DomainFormat {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(suffix, "suffix");
  }

  /**
   * Reads a format.
   *
   * @throws IllegalArgumentException if the text does not hold {@code {tenant}} once, or the rest is no host name, for
   *     example because of a scheme, a port or a path
   */
  public static DomainFormat of(String text) {
    int at = text.indexOf(PLACEHOLDER);
    if (at < 0 || text.indexOf(PLACEHOLDER, at + 1) >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no domain format; one is a host name with {tenant} once, as in {tenant}.example.com");
    }
    return split(text);
  }

  /** The text in place of {@code {tenant}}, if the host name fits. */
  Optional<String> tenantIn(DomainName host) {
    String name = host.value();
    boolean fits =
        name.length() > prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix);
    return fits ? Optional.of(name.substring(prefix.length(), name.length() - suffix.length())) : Optional.empty();
  }

  @Override
  public String toString() {
    return prefix + PLACEHOLDER + suffix;
  }

  private static DomainFormat split(String text) {
    try {
      String sample = DomainName.of(text.replace(PLACEHOLDER, SAMPLE)).value();
      int at = sample.indexOf(SAMPLE);
      return new DomainFormat(sample.substring(0, at), sample.substring(at + SAMPLE.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no domain format; without {tenant} it must be a plain host name: no scheme, port or path",
          e);
    }
  }
}
