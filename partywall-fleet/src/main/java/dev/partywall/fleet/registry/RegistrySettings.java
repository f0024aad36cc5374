package dev.partywall.fleet.registry;

import java.time.Duration;
import java.util.Set;

/**
 * How the registry is followed.
 *
 * @param poll how often it is looked whether something changed, for changes that nobody told of
 * @param lease how long tenants are served after the host's database was heard of last
 * @param negativeTtl how long it is not asked again for a name, an id or a domain that there was not
 * @param reserved names that no tenant may have
 * @param startWithoutDatabase whether the application starts although the host's database does not answer; nobody is
 *     served then before it does
 */
public record RegistrySettings(
    Duration poll, Duration lease, Duration negativeTtl, Set<String> reserved, boolean startWithoutDatabase) {

  /** Settings that suit most applications. */
  public static final RegistrySettings DEFAULT =
      new RegistrySettings(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Set.of("www", "api", "admin", "host"),
          false);

  public RegistrySettings {
    requirePositive(poll, "poll");
    requirePositive(lease, "lease");
    if (negativeTtl.isNegative()) {
      throw new IllegalArgumentException("negativeTtl is " + negativeTtl + "; it cannot be negative");
    }
    if (lease.compareTo(poll) <= 0) {
      throw new IllegalArgumentException(
          "lease is " + lease + " and poll is " + poll + "; the lease has to be longer, or it ends between two polls");
    }
    reserved = Set.copyOf(reserved);
  }

  private static void requirePositive(Duration value, String name) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be positive");
    }
  }

  /** These settings with other times. */
  public RegistrySettings withTimes(Duration poll, Duration lease, Duration negativeTtl) {
    return new RegistrySettings(poll, lease, negativeTtl, reserved, startWithoutDatabase);
  }

  /** These settings with other reserved names. */
  public RegistrySettings withReserved(Set<String> reserved) {
    return new RegistrySettings(poll, lease, negativeTtl, reserved, startWithoutDatabase);
  }

  /** These settings, with which the application starts although the host's database does not answer. */
  public RegistrySettings startingWithoutDatabase() {
    return new RegistrySettings(poll, lease, negativeTtl, reserved, true);
  }
}
