package dev.partywall.fleet.jobs;

import java.time.Duration;
import java.util.Objects;

/**
 * Work that is done again and again, for the host or for each tenant.
 *
 * @param name the name under which it is stored, which no job has
 * @param timetable when
 * @param each whether it is done for each active tenant; otherwise for the host
 * @param spread over which time the tenants' runs are spread, so that not all begin at once
 * @param retry when a tenant's run is run again that failed; what failed for good is done again the next time
 * @param task what it does; the payload is empty
 */
public record Recurring(
    String name, Timetable timetable, boolean each, Duration spread, Retry retry, JobTask<String> task) {

  public Recurring {
    JobId.checkName(name);
    Objects.requireNonNull(timetable, "timetable");
    Objects.requireNonNull(retry, "retry");
    Objects.requireNonNull(task, "task");
    if (spread.isNegative()) {
      throw new IllegalArgumentException("Runs cannot be spread over " + spread);
    }
  }

  /** Work for the host. */
  public static Recurring forHost(String name, Timetable timetable, JobTask<String> task) {
    return new Recurring(name, timetable, false, Duration.ZERO, Retry.DEFAULT, task);
  }

  /**
   * Work for each active tenant. A tenant whose run of the last time has not finished is left out; runs of one tenant
   * do not overlap.
   */
  public static Recurring forEachTenant(String name, Timetable timetable, JobTask<String> task) {
    return new Recurring(name, timetable, true, Duration.ZERO, Retry.DEFAULT, task);
  }

  /** This work, with the tenants' runs spread over a time. */
  public Recurring spreadOver(Duration spread) {
    return new Recurring(name, timetable, each, spread, retry, task);
  }

  /** This work, with another retry. */
  public Recurring withRetry(Retry retry) {
    return new Recurring(name, timetable, each, spread, retry, task);
  }
}
