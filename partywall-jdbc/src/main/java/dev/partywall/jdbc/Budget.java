package dev.partywall.jdbc;

import java.time.Duration;

/**
 * How many connections the process may hold, and how long work waits for one.
 *
 * @param connections open connections of all pools together
 * @param connectionsPerServer open connections to one database server (host and port)
 * @param tenantShare the part of a pool, above 0 and at most 1, that one tenant may use while others wait
 * @param acquireTimeout how long a statement waits for a connection before it fails
 * @param idleTimeout how long a pool without use stays open
 */
public record Budget(
    int connections, int connectionsPerServer, double tenantShare, Duration acquireTimeout, Duration idleTimeout) {

  /** 100 connections, 80 a server, half of a pool for one tenant under contention, 10 s wait, 5 min idle. */
  public static final Budget DEFAULT = new Budget(100, 80, 0.5, Duration.ofSeconds(10), Duration.ofMinutes(5));

  public Budget {
    if (connections < 1 || connectionsPerServer < 1) {
      throw new IllegalArgumentException(
          "A budget has at least 1 connection in all and per server; given "
              + connections
              + " and "
              + connectionsPerServer);
    }
    if (!(tenantShare > 0 && tenantShare <= 1)) {
      throw new IllegalArgumentException("tenantShare is " + tenantShare + "; it is above 0 and at most 1");
    }
    if (acquireTimeout.isNegative() || acquireTimeout.isZero() || idleTimeout.isNegative() || idleTimeout.isZero()) {
      throw new IllegalArgumentException(
          "acquireTimeout and idleTimeout are positive; given " + acquireTimeout + ", " + idleTimeout);
    }
  }
}
