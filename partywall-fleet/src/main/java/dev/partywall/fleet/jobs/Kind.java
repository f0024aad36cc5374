package dev.partywall.fleet.jobs;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import dev.partywall.core.TenantDirectory;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of the jobs of a name.
 *
 * @param job what is done
 * @param recurring the timetable by which it is done; null for jobs that are scheduled one by one
 */
record Kind<P>(Job<P> job, @Nullable Recurring recurring) {

  static <P> Kind<P> of(Job<P> job) {
    return new Kind<>(job, null);
  }

  static Kind<String> of(Recurring work) {
    return new Kind<>(Job.of(work.name(), work.task()).withRetry(work.retry()), work);
  }

  /** Whether an owner's job is not the work itself: the host's is to schedule that of each tenant. */
  boolean schedulesOthers(Owner owner) {
    return recurring != null && recurring.each() && owner.tenant() == null;
  }

  /** Does the work. */
  void run(byte[] payload, JobRun run) throws Exception {
    job.task().run(job.payload().decode(payload), run);
  }

  /** Schedules the work of each tenant. */
  void scheduleOthers(TenantDirectory directory, Rows rows) throws SQLException {
    if (recurring != null) {
      new Recurrence(recurring, directory).schedule(rows);
    }
  }

  /** When the host's work of a timetable is done again; null if the job has finished. */
  @Nullable Instant again(Owner owner, Execution execution, Instant began) {
    return recurring == null || owner.tenant() != null
        ? null
        : recurring.timetable().next(ExecutionComplete.success(execution, began, Instant.now()));
  }
}
