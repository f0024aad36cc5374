package dev.partywall.fleet.jobs;

import java.time.Instant;

/**
 * One run of a job.
 *
 * @param id which job
 * @param attempt 1 for the first run, 2 for the one after a failure
 * @param due when it was to run
 */
public record JobRun(JobId id, int attempt, Instant due) {}
