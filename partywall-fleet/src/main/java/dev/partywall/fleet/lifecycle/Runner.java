package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.internal.registry.RegistryTables;
import dev.partywall.fleet.lifecycle.LifecycleListener.Moment;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the steps of operations, to their end or back to where nothing was. */
final class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  static final String UNDO = "undo-";
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int LONGEST_EXPONENT = 9;

  /** A step that ends its process so often is not begun again. */
  private static final int ATTEMPTS = 10;

  private final CreateSteps create;
  private final PurgeSteps purge;
  private final RegistryTables registry;
  private final LifecycleSettings settings;
  private final LifecycleListener listener;
  private final BooleanSupplier isStopping;

  Runner(
      CreateSteps create,
      PurgeSteps purge,
      RegistryTables registry,
      LifecycleSettings settings,
      LifecycleListener listener,
      BooleanSupplier isStopping) {
    this.create = create;
    this.purge = purge;
    this.registry = registry;
    this.settings = settings;
    this.listener = listener;
    this.isStopping = isStopping;
  }

  /**
   * What became of an operation here.
   *
   * @param failure what failed; null if nothing did
   */
  record Outcome(OperationRow operation, @Nullable Failure failure) {}

  /** A step that failed, and why. */
  record Failure(String step, Throwable cause) {}

  /**
   * Goes on with an operation.
   *
   * @throws SQLException if the lock may be lost, or nothing can be recorded; whoever takes it up next goes on
   */
  Outcome run(Claim claim) throws SQLException {
    Failure failure = null;
    if (claim.row().state() == Operation.State.RUNNING) {
      failure = forward(claim);
      if (failure != null) {
        failed(claim, failure);
      }
    }
    if (claim.row().state() == Operation.State.UNDOING && !isStopping.getAsBoolean()) {
      Failure second = back(claim);
      if (second != null) {
        LOG.warn("{} cannot be undone yet", claim.row(), second.cause());
        claim.later(claim.row().error() + "; " + text(second), pause(claim));
        failure = failure == null ? second : failure;
      }
    }
    OperationRow operation = claim.row();
    if (operation.ended() != null) {
      listener.ended(operation.kind(), operation.state(), Duration.between(operation.began(), operation.ended()));
    }
    return new Outcome(operation, failure);
  }

  private void failed(Claim claim, Failure failure) throws SQLException {
    if (claim.row().kind() == Operation.Kind.CREATE) {
      LOG.warn("{} is undone", claim.row(), failure.cause());
      claim.undoing(text(failure));
    } else {
      LOG.warn("{} cannot go on yet", claim.row(), failure.cause());
      claim.later(text(failure), pause(claim));
    }
  }

  private static String text(Failure failure) {
    return failure.step() + ": " + failure.cause();
  }

  private static Duration pause(Claim claim) {
    Duration pause = Duration.ofSeconds(1L << Math.min(claim.row().attempts(), LONGEST_EXPONENT));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private List<Step> steps(Operation.Kind kind) {
    return switch (kind) {
      case CREATE -> create.inOrder();
      case PURGE -> purge.inOrder();
    };
  }

  private @Nullable Failure forward(Claim claim) throws SQLException {
    Operation.Kind kind = claim.row().kind();
    String interrupted = claim.row().step();
    if (kind == Operation.Kind.CREATE && claim.row().attempts() > ATTEMPTS && interrupted != null) {
      return new Failure(
          interrupted, new IllegalStateException("Its process ended " + ATTEMPTS + " times while it ran"));
    }
    for (Step step : steps(kind)) {
      if (isStopping.getAsBoolean()) {
        return null;
      }
      if (!claim.row().hasDone(step.name())) {
        claim.begins(step.name());
        listener.step(kind, step.name(), Moment.BEGINS);
        try {
          step.make(claim);
        } catch (Throwable t) {
          return new Failure(step.name(), t);
        }
        listener.step(kind, step.name(), Moment.MADE);
        done(claim, step);
        listener.step(kind, step.name(), Moment.RECORDED);
      }
    }
    return null;
  }

  private void done(Claim claim, Step step) throws SQLException {
    OperationRow operation = claim.row();
    Operation.State last = step.last();
    if (last == null) {
      claim.done(step.name(), transaction -> step.record(transaction, operation));
    } else {
      boolean shared = operation.placement() instanceof Placement.Shared;
      Duration again = operation.kind() == Operation.Kind.PURGE && shared ? settings.lookAgain() : null;
      claim.ended(step.name(), last, again, transaction -> step.record(transaction, operation));
    }
  }

  private @Nullable Failure back(Claim claim) throws SQLException {
    Operation.Kind kind = claim.row().kind();
    for (Step step : steps(kind).reversed()) {
      String name = UNDO + step.name();
      if (claim.row().hasBegun(step.name()) && !claim.row().hasDone(name)) {
        listener.step(kind, name, Moment.BEGINS);
        try {
          step.undo(claim);
        } catch (Throwable t) {
          return new Failure(name, t);
        }
        listener.step(kind, name, Moment.MADE);
        claim.done(name, _ -> {});
        listener.step(kind, name, Moment.RECORDED);
      }
    }
    String name = UNDO + CreateSteps.REGISTER;
    listener.step(kind, name, Moment.BEGINS);
    OperationRow operation = claim.row();
    claim.ended(
        name,
        Operation.State.UNDONE,
        null,
        transaction -> {
          registry.remove(transaction, operation.tenant());
          String why = operation.error();
          registry.audit(
              transaction,
              operation.tenant(),
              "tenant.create.undone",
              why,
              Map.of("name", operation.name().toString(), "operation", operation.id().toString()));
        });
    listener.step(kind, name, Moment.RECORDED);
    return null;
  }
}
