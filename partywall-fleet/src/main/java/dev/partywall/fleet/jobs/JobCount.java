package dev.partywall.fleet.jobs;

import dev.partywall.core.DatasourceName;

/**
 * How many jobs of a tenancy are at something.
 *
 * @param set the datasource set in whose database they are stored
 * @param owner the tenant's id, or {@code host}
 * @param state what they are at
 * @param count how many
 */
public record JobCount(DatasourceName set, String owner, JobState state, long count) {}
