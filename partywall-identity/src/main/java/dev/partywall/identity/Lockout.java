package dev.partywall.identity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When failed log-ins lock a name out, and for how long.
 *
 * @param failures after how many failures
 * @param within failures are forgotten when there was none for so long
 * @param first how long the first lock lasts; each failure after it doubles that
 * @param longest how long a lock lasts at most
 */
public record Lockout(int failures, Duration within, Duration first, Duration longest) {

  /** After 5 failures, each within 15 minutes of the one before, for 30 seconds and up to 15 minutes. */
  public static final Lockout DEFAULT =
      new Lockout(5, Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofMinutes(15));

  public Lockout {
    if (failures < 1) {
      throw new IllegalArgumentException("A lock-out after " + failures + " failures would lock everybody out");
    }
    if (!within.isPositive() || !first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "A lock-out needs times above 0, and its longest lock is no shorter than its first");
    }
  }

  /** Until when the name is locked after so many failures; null if it is not. */
  @Nullable Instant lockedUntil(int count, Instant now) {
    if (count < failures) {
      return null;
    }
    int doublings = Math.min(count - failures, 30);
    Duration lock = first.multipliedBy(1L << doublings);
    return now.plus(lock.compareTo(longest) < 0 ? lock : longest);
  }

  /** From when on a failure is forgotten. */
  Instant forgottenBefore(Instant now) {
    return now.minus(within).minus(longest);
  }
}
