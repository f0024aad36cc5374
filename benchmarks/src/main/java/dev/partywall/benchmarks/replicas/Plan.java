package dev.partywall.benchmarks.replicas;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param tabs the browser windows of each user, which send requests at the same time
 * @param shared the part of the requests whose row is one that all users of the tenant write
 * @param requests how many requests each tab of each session makes, not counting the page after a form
 * @param think how long a tab waits between two requests on average; the waits are distributed exponentially
 * @param weather how often the standbys' delays change
 * @param outages how often a standby is killed
 * @param outage for how long it is gone
 * @param flushes how often the shared cache loses everything
 */
record Plan(
    int tabs,
    double shared,
    int requests,
    Duration think,
    Duration weather,
    Duration outages,
    Duration outage,
    Duration flushes) {

  static final int SESSIONS = 64;

  static final int TENANTS = 8;

  /** The part of the requests that write. */
  static final double WRITES = 0.055;

  /** The part of the writing requests that read the row again before they answer. */
  static final double READ_BACK = 0.25;

  /** No standby is told to be further behind. */
  static final Duration MAXIMUM_DELAY = Duration.ofSeconds(2);

  /** How often a standby is told not to be behind at all. */
  static final double NO_DELAY = 0.6;

  static Plan of(boolean quick) {
    return quick
        ? new Plan(
            2,
            0.2,
            80,
            Duration.ofMillis(320),
            Duration.ofMillis(1500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20))
        : new Plan(
            2,
            0.2,
            1_520,
            Duration.ofMillis(340),
            Duration.ofSeconds(3),
            Duration.ofSeconds(45),
            Duration.ofSeconds(5),
            Duration.ofSeconds(120));
  }
}
