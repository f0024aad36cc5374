package dev.partywall.fleet.jobs;

import com.github.kagkarlsson.scheduler.task.Execution;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenant;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of one database's jobs, as those who run them see them: past the guard, as the owner. */
final class Rows {

  static final String TABLE = "partywall.scheduled_tasks";

  private static final String STATE =
      "CASE WHEN picked THEN 'RUNNING' WHEN state = 'FAILED' THEN 'FAILED' WHEN execution_time <= now() THEN 'DUE'"
          + " ELSE 'SCHEDULED' END";

  private static final int LONGEST_PROBLEM = 2_000;

  private final DatasourceName set;
  private final DataSource connections;

  Rows(DatasourceName set, DataSource connections) {
    this.set = set;
    this.connections = connections;
  }

  /** A row as it was when it was picked. */
  private interface Change {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** The job has finished. */
  void remove(Execution job) throws SQLException {
    change(job, "DELETE FROM " + TABLE, _ -> {}, 0);
  }

  /** The job is not to run now; what it was is left as it is. */
  void putBack(Execution job) throws SQLException {
    change(job, "UPDATE " + TABLE + " SET " + FREE, _ -> {}, 0);
  }

  private static final String FREE = "picked = false, picked_by = NULL, last_heartbeat = NULL, version = version + 1";

  /** The job failed and is to run again. */
  void retry(Execution job, Instant next, String problem) throws SQLException {
    change(
        job,
        "UPDATE "
            + TABLE
            + " SET execution_time = ?, error = ?, last_failure = now(),"
            + " consecutive_failures = coalesce(consecutive_failures, 0) + 1, "
            + FREE,
        statement -> {
          statement.setObject(1, time(next));
          statement.setString(2, shortened(problem));
        },
        2);
  }

  /** The job failed for good. */
  void fail(Execution job, String problem) throws SQLException {
    change(
        job,
        "UPDATE "
            + TABLE
            + " SET execution_time = NULL, state = 'FAILED', error = ?, last_failure = now(),"
            + " consecutive_failures = coalesce(consecutive_failures, 0) + 1, "
            + FREE,
        statement -> statement.setString(1, shortened(problem)),
        1);
  }

  /** The job has run, and is to run again at a time. */
  void repeat(Execution job, Instant next) throws SQLException {
    change(
        job,
        "UPDATE "
            + TABLE
            + " SET execution_time = ?, error = NULL, last_success = now(), consecutive_failures = 0, "
            + FREE,
        statement -> statement.setObject(1, time(next)),
        1);
  }

  /** Whoever took the job over in the meantime has changed its version, and then nothing is changed here. */
  private void change(Execution job, String sql, Change change, int parameters) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(sql + " WHERE task_name = ? AND task_instance = ? AND version = ?")) {
      change.set(statement);
      statement.setString(parameters + 1, job.taskInstance.getTaskName());
      statement.setString(parameters + 2, job.taskInstance.getId());
      statement.setLong(parameters + 3, job.version);
      statement.executeUpdate();
    }
  }

  /**
   * Makes that the host's work of a timetable is there, and not later than the timetable says.
   *
   * @param first when it is due if it is not there
   * @param latest when it is due at the latest if it is
   */
  void begin(String name, Instant first, Instant latest) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO "
                    + TABLE
                    + " AS t (task_name, task_instance, task_data, execution_time, picked, version)"
                    + " VALUES (?, ?, ?, ?, false, 1) ON CONFLICT (task_name, task_instance) DO UPDATE"
                    + " SET execution_time = ?, state = NULL, version = t.version + 1"
                    + " WHERE NOT t.picked AND (t.execution_time IS NULL OR t.execution_time > ?)")) {
      statement.setString(1, name);
      statement.setString(2, Owner.HOST.instance(Recurrence.KEY));
      statement.setBytes(3, Envelope.empty(0).toBytes());
      statement.setObject(4, time(first));
      statement.setObject(5, time(latest));
      statement.setObject(6, time(latest));
      statement.executeUpdate();
    }
  }

  /**
   * Schedules work of a timetable for tenants, except those for whom it is there and has not failed.
   *
   * @param delayMillis how long after now a tenant's work is due
   */
  void forEach(String name, List<Tenant> tenants, ToLongFunction<Tenant> delayMillis) throws SQLException {
    String sql =
        "INSERT INTO "
            + TABLE
            + " AS t (task_name, task_instance, task_data, execution_time, picked, version)"
            + " SELECT ?, e.instance, e.data, now() + e.millis * interval '1 millisecond', false, 1"
            + " FROM unnest(?::text[], ?::bytea[], ?::bigint[]) AS e (instance, data, millis)"
            + " ON CONFLICT (task_name, task_instance) DO UPDATE"
            + " SET execution_time = excluded.execution_time, task_data = excluded.task_data, state = NULL,"
            + " consecutive_failures = 0, version = t.version + 1 WHERE t.state = 'FAILED'";
    try (Connection connection = connections.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      statement.setArray(
          2,
          array(
              connection,
              "text",
              tenants.stream().map(t -> new Owner(t.id()).instance(Recurrence.KEY)).toArray(String[]::new)));
      statement.setArray(
          3,
          array(
              connection,
              "bytea",
              tenants.stream().map(t -> Envelope.empty(t.epoch()).toBytes()).toArray(byte[][]::new)));
      statement.setArray(
          4, array(connection, "bigint", tenants.stream().map(t -> delayMillis.applyAsLong(t)).toArray(Long[]::new)));
      statement.executeUpdate();
    }
  }

  private static Array array(Connection connection, String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }

  /** How many jobs there are, at most so many and one. */
  long count(int limit) throws SQLException {
    return number("SELECT count(*) FROM (SELECT FROM " + TABLE + " LIMIT ?) AS few", limit + 1L);
  }

  /** Whether there are jobs that have not failed for good. */
  boolean isInUse() throws SQLException {
    return number("SELECT count(*) FROM (SELECT FROM " + TABLE + " WHERE execution_time IS NOT NULL LIMIT ?) AS few", 1)
        > 0;
  }

  private long number(String sql, long parameter) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Forgets jobs that failed for good this long ago. */
  void forgetFailed(Duration keep) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "DELETE FROM "
                    + TABLE
                    + " WHERE state = 'FAILED' AND NOT picked AND last_failure < now() - ? * interval '1 second'")) {
      statement.setLong(1, keep.toSeconds());
      statement.executeUpdate();
    }
  }

  /** How many jobs of whom are at what, the largest numbers first. */
  List<JobCount> counts(int limit) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT owner, "
                    + STATE
                    + ", count(*) FROM "
                    + TABLE
                    + " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?")) {
      statement.setInt(1, limit);
      List<JobCount> counts = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String owner = Owner.parse(row.getString(1)).label();
          counts.add(new JobCount(set, owner, JobState.valueOf(row.getString(2)), row.getLong(3)));
        }
      }
      return counts;
    }
  }

  /** The jobs of all that failed for good, the latest first. */
  List<JobInfo> failed(int limit) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT task_name, task_instance, execution_time, picked, true, coalesce(consecutive_failures, 0),"
                    + " created, error FROM "
                    + TABLE
                    + " WHERE state = 'FAILED' ORDER BY last_failure DESC LIMIT ?")) {
      statement.setInt(1, limit);
      return read(set, statement);
    }
  }

  /** Reads what {@code jobs_of} gives. */
  static List<JobInfo> read(DatasourceName set, PreparedStatement statement) throws SQLException {
    List<JobInfo> jobs = new ArrayList<>();
    Instant now = Instant.now();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String instance = row.getString(2);
        Instant due = instant(row, 3);
        JobState state = state(row.getBoolean(4), row.getBoolean(5), due, now);
        jobs.add(
            new JobInfo(
                new JobId(set, row.getString(1), Owner.key(instance)),
                Owner.ofInstance(instance).label(),
                state,
                Optional.ofNullable(due),
                row.getInt(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString(8))));
      }
    }
    return jobs;
  }

  private static JobState state(boolean runs, boolean failed, @Nullable Instant due, Instant now) {
    if (runs) {
      return JobState.RUNNING;
    }
    if (failed || due == null) {
      return JobState.FAILED;
    }
    return due.isAfter(now) ? JobState.SCHEDULED : JobState.DUE;
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String shortened(String problem) {
    String text = problem.replace('\0', ' ');
    return text.length() > LONGEST_PROBLEM ? text.substring(0, LONGEST_PROBLEM) : text;
  }
}
