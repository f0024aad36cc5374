package dev.partywall.fleet.jobs;

import java.time.Duration;

/**
 * How jobs are run by this process, from each database.
 *
 * @param threads how many of a database run at a time in this process
 * @param tenantShare how many of one tenant run at a time in all processes; of the host as many
 * @param tenantLimit how many of one tenant can wait, those that failed included
 * @param totalLimit how many can wait in one database, those that failed included; counted every two seconds
 * @param poll how often a database is asked for what is due
 * @param heartbeat how often what runs is said to run; what was not for four times that is run again
 * @param unserved what becomes of jobs of tenants that are not there (any more)
 * @param hold how long jobs of a suspended or missing tenant wait before it is looked at again
 * @param look how often the databases are looked at in which nothing was to do
 * @param keepFailed how long failed jobs are kept
 * @param stopTimeout how long what runs may go on when the process ends
 */
public record JobSettings(
    int threads,
    int tenantShare,
    int tenantLimit,
    int totalLimit,
    Duration poll,
    Duration heartbeat,
    Unserved unserved,
    Duration hold,
    Duration look,
    Duration keepFailed,
    Duration stopTimeout) {

  /** What becomes of jobs of tenants that the store does not know. */
  public enum Unserved {
    /** They wait, and count in the limits. */
    HOLD,
    /** They are removed, and counted. */
    DROP
  }

  /**
   * Ten at a time, four of one tenant; at most 10,000 of a tenant and 1,000,000 in all; asked once a second; a process
   * that ended is noticed after 20 seconds.
   */
  public static final JobSettings DEFAULT =
      new JobSettings(
          10,
          4,
          10_000,
          1_000_000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Unserved.HOLD,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofDays(30),
          Duration.ofSeconds(20));

  public JobSettings {
    requirePositive("threads", threads);
    requirePositive("tenant-share", tenantShare);
    requirePositive("tenant-limit", tenantLimit);
    requirePositive("total-limit", totalLimit);
    requirePositive("poll", poll);
    requirePositive("heartbeat", heartbeat);
    requirePositive("hold", hold);
    requirePositive("look", look);
    requirePositive("keep-failed", keepFailed);
    requirePositive("stop-timeout", stopTimeout);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("The jobs' " + name + " is " + value + "; it is at least 1");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("The jobs' " + name + " is " + value + "; it is more than zero");
    }
  }

  /** These settings with so many jobs of a database at a time, and so many of one tenant. */
  public JobSettings withThreads(int threads, int tenantShare) {
    return new JobSettings(
        threads, tenantShare, tenantLimit, totalLimit, poll, heartbeat, unserved, hold, look, keepFailed, stopTimeout);
  }

  /** These settings with other limits of what waits. */
  public JobSettings withLimits(int tenantLimit, int totalLimit) {
    return new JobSettings(
        threads, tenantShare, tenantLimit, totalLimit, poll, heartbeat, unserved, hold, look, keepFailed, stopTimeout);
  }

  /** These settings with other times: of the poll, the heartbeat and the hold. */
  public JobSettings withTimes(Duration poll, Duration heartbeat, Duration hold) {
    return new JobSettings(
        threads, tenantShare, tenantLimit, totalLimit, poll, heartbeat, unserved, hold, look, keepFailed, stopTimeout);
  }

  /** These settings with another fate of missing tenants' jobs. */
  public JobSettings withUnserved(Unserved unserved) {
    return new JobSettings(
        threads, tenantShare, tenantLimit, totalLimit, poll, heartbeat, unserved, hold, look, keepFailed, stopTimeout);
  }
}
