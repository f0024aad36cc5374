package dev.partywall.fleet.jobs;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** When something runs again and again. */
public final class Timetable {

  private final String text;
  private final Schedule schedule;
  private final Duration pause;

  /**
   * @param pause between two runs; zero if the clock decides
   */
  private Timetable(String text, Schedule schedule, Duration pause) {
    this.text = text;
    this.schedule = schedule;
    this.pause = pause;
  }

  /** Again when this time has passed since it had finished. */
  public static Timetable every(Duration pause) {
    if (!pause.isPositive()) {
      throw new IllegalArgumentException("There is no pause of " + pause + " between two runs");
    }
    return new Timetable("every " + pause, Schedules.fixedDelay(pause), pause);
  }

  /** Each day at these times. */
  public static Timetable daily(ZoneId zone, LocalTime... times) {
    if (times.length == 0) {
      throw new IllegalArgumentException("Say at which time of the day");
    }
    return new Timetable("daily at " + List.of(times) + " " + zone, Schedules.daily(zone, times), Duration.ZERO);
  }

  /**
   * By a cron expression as Spring's: second, minute, hour, day of month, month, day of week.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Timetable cron(String expression, ZoneId zone) {
    return new Timetable("cron " + expression + " " + zone, Schedules.cron(expression, zone), Duration.ZERO);
  }

  /** The first time, for one that never ran. */
  Instant first(Instant now) {
    return schedule.getInitialExecutionTime(now);
  }

  /** When one that is waiting runs at the latest. */
  Instant latest(Instant now) {
    return pause.isZero() ? first(now) : now.plus(pause);
  }

  /** The next time after a run. */
  Instant next(ExecutionComplete run) {
    return schedule.getNextExecutionTime(run);
  }

  @Override
  public String toString() {
    return text;
  }
}
