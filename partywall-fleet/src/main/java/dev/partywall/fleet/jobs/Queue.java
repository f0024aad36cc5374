package dev.partywall.fleet.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.core.DatasourceName;
import dev.partywall.fleet.internal.OwnerConnections;
import dev.partywall.jdbc.PhysicalDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Runs the jobs of one database in this process. */
final class Queue implements AutoCloseable {

  /** One asks what is due, one says what runs, and one writes what has ended. */
  private static final int CONNECTIONS = 3;

  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final int LONGEST_NAME = 50;

  private final HikariDataSource connections;
  private final Rows rows;
  private final Scheduler scheduler;
  private volatile long lastUsed = System.nanoTime();

  /**
   * @param process the name of this process, for {@code picked_by}
   */
  Queue(PhysicalDatabase database, String process, Map<String, Kind<?>> kinds, Surroundings surroundings) {
    DatasourceName set = database.datasource();
    JobSettings settings = surroundings.settings();
    this.connections = OwnerConnections.to(database, "jobs", CONNECTIONS);
    this.rows = new Rows(set, connections);
    Holds holds = new Holds(settings.hold());
    List<Task<?>> tasks = new ArrayList<>();
    kinds.values().forEach(kind -> tasks.add(new Runner(set, rows, holds, surroundings, kind, this::wake)));
    ThreadFactory threads = Thread.ofVirtual().name("partywall-jobs-" + set + "-", 0).factory();
    this.scheduler =
        Scheduler.create(connections, tasks)
            .tableName(Rows.TABLE)
            .serializer(new AsBytes())
            .jdbcCustomization(new FairPick(kinds.keySet(), settings.tenantShare(), holds))
            .schedulerName(new SchedulerName.Fixed(process.substring(0, Math.min(process.length(), LONGEST_NAME))))
            .threads(settings.threads())
            .executorService(Executors.newThreadPerTaskExecutor(threads))
            .dueExecutor(Executors.newSingleThreadExecutor(threads))
            .housekeeperExecutor(Executors.newScheduledThreadPool(2, threads))
            // What is picked runs at once: only what runs is said to be alive.
            .pollUsingLockAndFetch(0.5, 1)
            .pollingInterval(settings.poll())
            .heartbeatInterval(settings.heartbeat())
            .missedHeartbeatsLimit(4)
            .deleteUnresolvedAfter(FOREVER)
            .shutdownMaxWait(settings.stopTimeout())
            .failureLogging(LogLevel.OFF, false)
            .build();
  }

  Rows rows() {
    return rows;
  }

  void start(Map<String, Kind<?>> kinds, boolean host) throws SQLException {
    if (host) {
      for (Kind<?> kind : kinds.values()) {
        Recurring work = kind.recurring();
        if (work != null) {
          Instant now = Instant.now();
          rows.begin(work.name(), work.timetable().first(now), work.timetable().latest(now));
        }
      }
    }
    scheduler.start();
  }

  /** Looks at once whether something is due. */
  void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  /** Something was scheduled. */
  void used() {
    lastUsed = System.nanoTime();
  }

  boolean isIdleFor(Duration time) throws SQLException {
    return System.nanoTime() - lastUsed > time.toNanos()
        && scheduler.getCurrentlyExecuting().isEmpty()
        && !rows.isInUse();
  }

  /** Lets what runs end, for the time that the settings say. */
  @Override
  public void close() {
    scheduler.stop();
    connections.close();
  }

  /** The data are bytes already. */
  private static final class AsBytes implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return (byte[]) data;
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] bytes) {
      return type.cast(bytes);
    }
  }
}
