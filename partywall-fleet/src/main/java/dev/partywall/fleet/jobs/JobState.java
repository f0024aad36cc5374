package dev.partywall.fleet.jobs;

/** What a job is at. */
public enum JobState {
  /** It is to run later: because it was scheduled so, or failed and is run again. */
  SCHEDULED,
  /** It is to run, and waits for its turn. */
  DUE,
  /** It runs, or did when its process ended. */
  RUNNING,
  /** It failed as often as it may, and is kept. */
  FAILED
}
