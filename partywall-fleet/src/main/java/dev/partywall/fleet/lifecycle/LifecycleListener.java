package dev.partywall.fleet.lifecycle;

import dev.partywall.fleet.Operation;
import java.time.Duration;

/** Is told what becomes of operations that this process works on. Called by the thread that works; returns soon. */
public interface LifecycleListener {

  /** Hears nothing. */
  LifecycleListener NONE = new LifecycleListener() {};

  /** Where a step is. */
  enum Moment {
    /** It is recorded that the step begins; nothing of it has happened in this attempt. */
    BEGINS,
    /** What it does is done, and not recorded. */
    MADE,
    /** It is recorded as done. */
    RECORDED
  }

  /**
   * A step of an operation got somewhere.
   *
   * @param step its name; with {@code undo-} before it where it is taken back
   */
  default void step(Operation.Kind kind, String step, Moment moment) {}

  /**
   * An operation has ended.
   *
   * @param outcome {@link Operation.State#DONE} or {@link Operation.State#UNDONE}
   * @param took since it was asked for
   */
  default void ended(Operation.Kind kind, Operation.State outcome, Duration took) {}
}
