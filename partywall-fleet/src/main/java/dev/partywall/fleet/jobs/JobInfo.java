package dev.partywall.fleet.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * A job that is stored.
 *
 * @param id which
 * @param owner whose: the id of the tenant, or {@code host}
 * @param state what it is at
 * @param due when it is to run; empty if it failed for good
 * @param failures how often it failed in a row
 * @param made when it was scheduled
 * @param problem what it failed with the last time, if it did
 */
public record JobInfo(
    JobId id,
    String owner,
    JobState state,
    Optional<Instant> due,
    int failures,
    Instant made,
    Optional<String> problem) {}
