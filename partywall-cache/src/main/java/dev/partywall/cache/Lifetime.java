package dev.partywall.cache;

import java.time.Duration;

/**
 * How long an entry lives in a layer.
 *
 * @param ttl how long after it was stored; if sliding, after it was used last
 * @param sliding whether its use lengthens its life
 * @param maximum how long after it was stored at most, however much it is used
 */
public record Lifetime(Duration ttl, boolean sliding, Duration maximum) {

  public Lifetime {
    if (!ttl.isPositive()) {
      throw new IllegalArgumentException("An entry lives for longer than " + ttl + "; give a positive time to live");
    }
    if (maximum.compareTo(ttl) < 0) {
      throw new IllegalArgumentException(
          "An entry that may live for " + maximum + " at most cannot have a time to live of " + ttl);
    }
  }

  /** For so long after it was stored, however much it is used. */
  public static Lifetime of(Duration ttl) {
    return new Lifetime(ttl, false, ttl);
  }

  /**
   * For so long after its last use.
   *
   * @param maximum how long after it was stored at most: a wrong entry that is used all the time must end, too
   */
  public static Lifetime sliding(Duration ttl, Duration maximum) {
    return new Lifetime(ttl, true, maximum);
  }
}
