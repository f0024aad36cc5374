package dev.partywall.fleet.jobs;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.SchedulableTaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Intent;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.Tenancy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs of one name of one database, as db-scheduler hands them over. */
final class Runner extends AbstractTask<byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final DatasourceName set;
  private final Rows rows;
  private final Holds holds;
  private final Surroundings surroundings;
  private final Kind<?> kind;
  private final Runnable ended;

  /**
   * @param ended told each time that a run has ended, so that its owner may have the next one
   */
  Runner(DatasourceName set, Rows rows, Holds holds, Surroundings surroundings, Kind<?> kind, Runnable ended) {
    super(
        kind.job().name(),
        byte[].class,
        (complete, _) -> LOG.error("What becomes of {} could not be decided", complete.getExecution()),
        (complete, _) -> died(rows, kind, complete.getExecution()));
    this.set = set;
    this.rows = rows;
    this.holds = holds;
    this.surroundings = surroundings;
    this.kind = kind;
    this.ended = ended;
  }

  /** What is written in the end. */
  @FunctionalInterface
  private interface Ending {
    void write() throws SQLException;
  }

  @Override
  public SchedulableInstance<byte[]> schedulableInstance(String id) {
    return new SchedulableTaskInstance<>(instance(id), Instant.now());
  }

  @Override
  public SchedulableInstance<byte[]> schedulableInstance(String id, byte[] data) {
    return new SchedulableTaskInstance<>(instance(id, data), Instant.now());
  }

  @Override
  public CompletionHandler<byte[]> execute(TaskInstance<byte[]> instance, ExecutionContext context) {
    Execution execution = context.getExecution();
    Ending ending = ending(instance, execution);
    return (_, _) -> {
      try {
        ending.write();
      } catch (SQLException e) {
        // It counts as dead after a while, and runs again.
        throw new JobsUnavailableException(set, "the end of job '" + getName() + "' could not be written", e);
      } finally {
        ended.run();
      }
    };
  }

  private Ending ending(TaskInstance<byte[]> instance, Execution execution) {
    Owner owner;
    Envelope envelope;
    try {
      owner = Owner.ofInstance(instance.getId());
      envelope = Envelope.parse(instance.getData());
    } catch (RuntimeException e) {
      LOG.error("Job {} cannot be read", execution, e);
      return () -> rows.fail(execution, e.toString());
    }
    return switch (surroundings.tenants().find(owner, envelope.epoch())) {
      case Tenants.Served(Tenancy tenancy) -> run(owner, tenancy, envelope, execution);
      case Tenants.Unserved(JobListener.Kept why) -> keep(owner, why, execution);
    };
  }

  private Ending keep(Owner owner, JobListener.Kept why, Execution execution) {
    if (why == JobListener.Kept.UNKNOWN && surroundings.settings().unserved() == JobSettings.Unserved.DROP) {
      surroundings.tell(l -> l.kept(set, getName(), JobListener.Kept.DROPPED));
      return () -> rows.remove(execution);
    }
    holds.hold(owner);
    surroundings.tell(l -> l.kept(set, getName(), why));
    return () -> rows.putBack(execution);
  }

  private Ending run(Owner owner, Tenancy tenancy, Envelope envelope, Execution execution) {
    Instant began = Instant.now();
    long start = System.nanoTime();
    Throwable problem = null;
    try {
      JobRun run =
          new JobRun(
              new JobId(set, getName(), Owner.key(execution.getId())),
              execution.consecutiveFailures + 1,
              execution.getExecutionTime());
      scope(tenancy, envelope).call(() -> work(owner, envelope, run));
    } catch (Throwable t) {
      problem = t;
    }
    Instant again = kind.again(owner, execution, began);
    Retry retry = kind.job().retry();
    boolean last = problem != null && again == null && execution.consecutiveFailures + 1 >= retry.attempts();
    tell(tenancy, problem, last, Duration.ofNanos(System.nanoTime() - start));
    return ending(execution, problem, last, again, retry);
  }

  private Ending ending(
      Execution execution, @Nullable Throwable problem, boolean last, @Nullable Instant again, Retry retry) {
    if (problem == null) {
      return again == null ? () -> rows.remove(execution) : () -> rows.repeat(execution, again);
    }
    String text = problem.toString();
    if (last) {
      return () -> rows.fail(execution, text);
    }
    Instant next = Instant.now().plus(retry.after(execution.consecutiveFailures + 1));
    return () -> rows.retry(execution, again == null || next.isBefore(again) ? next : again, text);
  }

  private @Nullable Void work(Owner owner, Envelope envelope, JobRun run) throws Exception {
    if (kind.schedulesOthers(owner)) {
      kind.scheduleOthers(surroundings.directory(), rows);
    } else {
      kind.run(envelope.payload(), run);
    }
    return null;
  }

  /** Sees what its scheduler wrote: elsewhere by its token, and here since it is stored with it. */
  private Scope scope(Tenancy tenancy, Envelope envelope) {
    SessionWrites writes = new SessionWrites();
    writes.require(envelope.token());
    writes.wrote(set, surroundings.door().present(set));
    Scope scope = Scope.empty().with(writes).with(tenancy);
    return envelope.fromWriters() ? scope.with(Intent.WRITE) : scope;
  }

  private void tell(Tenancy tenancy, @Nullable Throwable problem, boolean last, Duration took) {
    JobListener.Outcome outcome =
        problem == null ? JobListener.Outcome.DONE : last ? JobListener.Outcome.FAILED : JobListener.Outcome.RETRIED;
    if (last) {
      LOG.error("Job '{}' of {} failed for good", getName(), tenancy.label(), problem);
    } else if (problem != null) {
      LOG.warn("Job '{}' of {} failed and will be run again: {}", getName(), tenancy.label(), problem.toString());
      LOG.debug("Job '{}' of {} failed", getName(), tenancy.label(), problem);
    }
    surroundings.tell(l -> l.ran(tenancy, set, getName(), outcome, took));
  }

  /** The process that ran it has ended, or cannot say that it runs. */
  private static void died(Rows rows, Kind<?> kind, Execution execution) {
    String text = "The process " + execution.pickedBy + " ended while the job ran";
    LOG.warn("Job '{}': {}", kind.job().name(), text);
    boolean last = kind.recurring() == null && execution.consecutiveFailures + 1 >= kind.job().retry().attempts();
    try {
      if (last) {
        rows.fail(execution, text);
      } else {
        rows.retry(execution, Instant.now(), text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
