package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DatasourceName;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How tenants are made and removed.
 *
 * @param prefix what names of tenants' databases and schemas begin with; a number follows
 * @param servers the sets on whose servers databases are prepared for isolated tenants
 * @param prepared how many databases are kept prepared on the servers of each of these sets, from 0 to 100
 * @param keepDeleted how long a deleted tenant can be restored
 * @param look how often it is looked for operations whose process has ended, tenants to purge and databases to prepare
 * @param parallel how many operations this process works on at a time
 * @param lookAgain how long after the removal from shared tables rows are looked for once more; longer than a process
 *     that the host database does not reach goes on serving
 * @param stopTimeout how long steps may go on when the process ends
 */
public record LifecycleSettings(
    String prefix,
    Set<DatasourceName> servers,
    int prepared,
    Duration keepDeleted,
    Duration look,
    int parallel,
    Duration lookAgain,
    Duration stopTimeout) {

  /** Names of at most 63 characters remain possible. */
  private static final Pattern PREFIX = Pattern.compile("[a-z_][a-z0-9_]{0,39}");

  private static final int MOST_PREPARED = 100;

  /** No databases are prepared; deleted tenants are kept for 30 days. */
  public static final LifecycleSettings DEFAULT =
      new LifecycleSettings(
          "partywall_",
          Set.of(),
          2,
          Duration.ofDays(30),
          Duration.ofSeconds(5),
          4,
          Duration.ofMinutes(10),
          Duration.ofSeconds(20));

  /**
   * @throws IllegalArgumentException if the prefix is no beginning of a name, or a number or time is out of its range
   */
  public LifecycleSettings {
    servers = Set.copyOf(servers);
    if (!PREFIX.matcher(prefix).matches() || prefix.startsWith("pg_")) {
      throw new IllegalArgumentException(
          "prefix is '"
              + prefix
              + "'; it is a small letter or underscore and up to 39 small letters, digits or underscores, and does not"
              + " begin with pg_");
    }
    if (prepared < 0 || prepared > MOST_PREPARED) {
      throw new IllegalArgumentException("prepared is " + prepared + "; it is from 0 to " + MOST_PREPARED);
    }
    if (parallel < 1) {
      throw new IllegalArgumentException("parallel is " + parallel + "; it is at least 1");
    }
    require("look", look, true);
    require("keepDeleted", keepDeleted, false);
    require("lookAgain", lookAgain, false);
    require("stopTimeout", stopTimeout, false);
  }

  private static void require(String name, Duration value, boolean positive) {
    if (value.isNegative() || (positive && value.isZero())) {
      throw new IllegalArgumentException(name + " is " + value + "; it is " + (positive ? "positive" : "not negative"));
    }
  }

  /** These settings with another prefix. */
  public LifecycleSettings withPrefix(String prefix) {
    return new LifecycleSettings(prefix, servers, prepared, keepDeleted, look, parallel, lookAgain, stopTimeout);
  }

  /** These settings with so many databases prepared on the servers of each of these sets. */
  public LifecycleSettings withPrepared(Set<DatasourceName> servers, int prepared) {
    return new LifecycleSettings(prefix, servers, prepared, keepDeleted, look, parallel, lookAgain, stopTimeout);
  }

  /** These settings with another time in which a deleted tenant can be restored. */
  public LifecycleSettings withKeepDeleted(Duration keepDeleted) {
    return new LifecycleSettings(prefix, servers, prepared, keepDeleted, look, parallel, lookAgain, stopTimeout);
  }

  /** These settings with another time between two looks. */
  public LifecycleSettings withLook(Duration look) {
    return new LifecycleSettings(prefix, servers, prepared, keepDeleted, look, parallel, lookAgain, stopTimeout);
  }

  /** These settings with another time until rows are looked for again. */
  public LifecycleSettings withLookAgain(Duration lookAgain) {
    return new LifecycleSettings(prefix, servers, prepared, keepDeleted, look, parallel, lookAgain, stopTimeout);
  }
}
