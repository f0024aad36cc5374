package dev.partywall.fleet.jobs;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import java.time.Duration;

/** Is told what becomes of jobs. Called on the threads that run them; what it throws is ignored. */
public interface JobListener {

  /** How a run ended. */
  enum Outcome {
    /** The job has finished. */
    DONE,
    /** It failed and will be run again. */
    RETRIED,
    /** It failed as often as it may. */
    FAILED
  }

  /** Why a job was not run, or not scheduled. */
  enum Kept {
    /** The tenant is suspended: the job waits. */
    SUSPENDED,
    /** There is no such tenant: the job waits. */
    UNKNOWN,
    /** There is no such tenant: the job was removed. */
    DROPPED,
    /** Whether there is such a tenant is not known: the job waits. */
    UNDECIDED,
    /** There were too many of its tenancy, or in all: it was not scheduled. */
    REFUSED
  }

  /** A job was scheduled; if in a transaction, it is there once that commits. */
  default void scheduled(Tenancy tenancy, DatasourceName set, String name) {}

  /** A run ended. */
  default void ran(Tenancy tenancy, DatasourceName set, String name, Outcome outcome, Duration took) {}

  /** A job was not run, or not scheduled. */
  default void kept(DatasourceName set, String name, Kept why) {}
}
