package dev.partywall.fleet.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the registry is at this moment.
 *
 * @param tenants how many tenants are known
 * @param version the version that is known
 * @param confirmed how long ago the host's database was heard of; null if never
 * @param connected whether changes are heard of
 * @param reconnects how often the connection was lost and found again
 * @param found look-ups of tenants that there are
 * @param unknown look-ups of tenants that there are not
 * @param unavailable look-ups that could not be answered
 * @param questions how often the database was asked for what was not known
 */
public record RegistryStats(
    int tenants,
    long version,
    @Nullable Duration confirmed,
    boolean connected,
    long reconnects,
    long found,
    long unknown,
    long unavailable,
    long questions) {}
