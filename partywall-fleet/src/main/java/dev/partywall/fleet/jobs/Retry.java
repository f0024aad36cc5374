package dev.partywall.fleet.jobs;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a job is run again that failed: after a delay that grows by a factor each time.
 *
 * @param attempts how often it is run at most, at least 1; then it is kept as failed
 * @param first the delay after the first failure, more than zero
 * @param factor what each delay is of the one before, at least 1
 * @param longest the longest delay
 */
public record Retry(int attempts, Duration first, double factor, Duration longest) {

  /** Ten runs, after 1 s, 3 s, 9 s and so on, at most an hour: for some two hours and a half in all. */
  public static final Retry DEFAULT = new Retry(10, Duration.ofSeconds(1), 3, Duration.ofHours(1));

  /** One run. */
  public static final Retry NEVER = new Retry(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

  /** A tenth more or less, so that what failed together does not come back together. */
  private static final double SPREAD = 0.1;

  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("A job runs at least 1 time, not " + attempts);
    }
    if (!first.isPositive() || factor < 1 || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "The delays of a retry begin with more than zero and do not get shorter: first "
              + first
              + ", factor "
              + factor
              + ", longest "
              + longest);
    }
  }

  /** How long to wait after so many failures in a row. */
  Duration after(int failures) {
    double millis = Math.min((double) longest.toMillis(), first.toMillis() * Math.pow(factor, failures - 1.0));
    double spread = 1 - SPREAD + 2 * SPREAD * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis((long) (millis * spread));
  }
}
