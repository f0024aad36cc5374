package dev.partywall.fleet.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a job is to run, and which it is among those of its name and tenancy.
 *
 * @param at the time before which it does not run; null for the database's present
 * @param delay what is added to that
 * @param key makes that there is one job of this key, of its name and tenancy, until it has finished
 */
public record When(@Nullable Instant at, Duration delay, String key) {

  public When {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A job cannot be delayed by " + delay);
    }
    JobId.checkKey(key);
  }

  /** At once. */
  public static When now() {
    return after(Duration.ZERO);
  }

  /** After a time, as the database's clock counts. */
  public static When after(Duration delay) {
    return new When(null, delay, UUID.randomUUID().toString());
  }

  /** At a time. */
  public static When at(Instant time) {
    return new When(Objects.requireNonNull(time, "time"), Duration.ZERO, UUID.randomUUID().toString());
  }

  /** Then, unless there is a job of this key already that has not finished. */
  public When onceFor(String key) {
    return new When(at, delay, key);
  }
}
