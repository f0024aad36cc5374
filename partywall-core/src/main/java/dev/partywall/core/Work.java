package dev.partywall.core;

import java.util.concurrent.CompletionStage;

/** A transaction that is open at a door. */
public interface Work {

  /** Whether a statement of it could have changed rows: what it reads, nobody else may see yet. */
  boolean wrote();

  /** Whether it goes on to see the state of its first statement, so that what it reads may be out of date. */
  boolean keepsSnapshot();

  /**
   * Runs a task once it is committed, on the thread that commits, before the commit returns; never if it is rolled
   * back.
   */
  void afterCommit(CommitTask task);

  /** What is done after a commit. */
  @FunctionalInterface
  interface CommitTask {
    /**
     * Does it. What it throws is logged; the commit stands.
     *
     * @param commit where that is in the histories of the databases
     * @return completes when it is done everywhere: see {@link ChangeListener#changed}
     */
    CompletionStage<?> committed(Commit commit);
  }
}
