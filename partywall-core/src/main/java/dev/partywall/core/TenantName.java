package dev.partywall.core;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The unique name (slug) of a tenant: labels of letters, digits and inner hyphens, joined by dots, as in {@code acme},
 * {@code shareTest} or {@code cabloy.store}.
 *
 * <p>Names are compared in lower case ({@link Locale#ROOT}) and shown as given. A label has at most 63 characters, a
 * name at most 253, as in the domain name system.
 */
public final class TenantName implements Comparable<TenantName> {

  private static final int MAX_LENGTH = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private final String given;
  private final String canonical;

  private TenantName(String given) {
    this.given = given;
    this.canonical = given.toLowerCase(Locale.ROOT);
  }

  /**
   * A validated name.
   *
   * @throws InvalidTenantNameException if the text is no tenant name
   */
  public static TenantName of(String text) {
    return parse(text).orElseThrow(() -> new InvalidTenantNameException(text));
  }

  /** A validated name, or empty if the text is no tenant name. */
  public static Optional<TenantName> parse(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() <= MAX_LENGTH && NAME.matcher(text).matches()
        ? Optional.of(new TenantName(text))
        : Optional.empty();
  }

  /** The form that identifies the tenant: lower case. */
  public String canonical() {
    return canonical;
  }

  @Override
  public int compareTo(TenantName other) {
    return canonical.compareTo(other.canonical);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TenantName name && canonical.equals(name.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  /** The name as it was given, for people to read. */
  @Override
  public String toString() {
    return given;
  }
}
