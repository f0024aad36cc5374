package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.ConnectionUnavailableException;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says why a connection cannot be had: whose, from where, the counts, and what to do.
 *
 * @param url the database's, without credentials
 * @param holders who has a connection, once for each
 */
record Unavailable(Tenancy tenancy, String url, PoolStats pool, List<Tenancy> holders, long waitedNanos) {

  private static final int NAMED_HOLDERS = 3;

  /** All places of the pool are taken. */
  ConnectionUnavailableException full() {
    return because(
        counts() + ". Most are held by " + mostHeldBy(),
        "Make transactions shorter, or raise the pool's maximum size. Work that needs a second connection while it holds"
            + " one (REQUIRES_NEW) needs a place for each",
        null);
  }

  /** The pool has places, but there was no connection for them: as a rule because the budget has no room for one. */
  ConnectionUnavailableException late(Ledger ledger) {
    return because(
        counts() + ". " + (ledger.isFull() ? "The budget is used up: " : "") + budget(ledger),
        "Make transactions shorter, or raise the budget's connections if the servers bear more",
        null);
  }

  /** The database cannot be reached, or does not let the user in. */
  ConnectionUnavailableException unreachable(Throwable cause) {
    return because(
        "the database does not let us in: " + cause.getMessage() + "; " + counts(),
        "Check that the server runs and can be reached, and the set's url, username and password",
        cause);
  }

  ConnectionUnavailableException interrupted(Throwable cause) {
    return because("the waiting thread was interrupted; " + counts(), "Nothing ran; the interrupt is still set", cause);
  }

  ConnectionUnavailableException closed() {
    return because("the pools were closed", "The application is shutting down", null);
  }

  private ConnectionUnavailableException because(String reason, String advice, @Nullable Throwable cause) {
    Duration waited = Duration.ofNanos(waitedNanos);
    return new ConnectionUnavailableException(
        "No connection for "
            + Party.name(tenancy)
            + " to datasource set '"
            + pool.set()
            + "' ("
            + url
            + ") after "
            + waited.toMillis()
            + " ms: "
            + reason
            + ". "
            + advice
            + ".",
        tenancy.label(),
        pool,
        waited,
        cause);
  }

  private String counts() {
    return pool.active()
        + " of "
        + pool.maximum()
        + " in use, "
        + pool.idle()
        + " idle, "
        + pool.waiting()
        + " waiting";
  }

  private String mostHeldBy() {
    Map<Object, Long> counts =
        holders.stream().collect(Collectors.groupingBy(Party::of, LinkedHashMap::new, Collectors.counting()));
    return holders.stream()
        .collect(Collectors.toMap(Party::of, Party::name, (first, _) -> first, LinkedHashMap::new))
        .entrySet()
        .stream()
        .sorted(Comparator.comparingLong(holder -> -counts.getOrDefault(holder.getKey(), 0L)))
        .limit(NAMED_HOLDERS)
        .map(holder -> holder.getValue() + " (" + counts.get(holder.getKey()) + ")")
        .collect(Collectors.joining(", "));
  }

  /** The budget's counts. */
  static String budget(Ledger ledger) {
    String servers =
        ledger.openByServer().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(server -> server.getValue() + " of " + ledger.maximumPerServer() + " on " + server.getKey())
            .collect(Collectors.joining(", "));
    return ledger.open() + " of " + ledger.maximum() + " connections of the process are open (" + servers + ")";
  }
}
