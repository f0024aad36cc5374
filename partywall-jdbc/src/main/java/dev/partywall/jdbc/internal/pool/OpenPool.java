package dev.partywall.jdbc.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.jdbc.internal.pool.Ledger.Claim;
import dev.partywall.jdbc.internal.pool.Ledger.Permit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The pool of one database while it is in use: HikariCP, behind a fair gate and in front of the ledger. */
final class OpenPool {

  /** How long HikariCP is waited for at a time, before the reason of the wait is looked at. */
  private static final long SLICE_MILLIS = 200;

  /** After what time HikariCP asks an idle connection for life. */
  private static final long ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);

  /** The pause before a server is tried again. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The same where there are other nodes to go to. */
  private static final long SHORT_SLICE_MILLIS = 50;

  private final DatasourceName set;
  private final Node node;
  private final Connector connector;
  private final Ledger ledger;
  private final Budget budget;
  private final FairGate<Tenancy> gate;
  private final Set<TrackedConnection> connections = ConcurrentHashMap.newKeySet();
  private final HikariPool hikari;
  private volatile boolean closing;
  private volatile boolean draining;

  OpenPool(
      DatasourceName set,
      Node node,
      Connector connector,
      Ledger ledger,
      Budget budget,
      ScheduledExecutorService scheduler) {
    this.set = set;
    this.node = node;
    this.connector = connector;
    this.ledger = ledger;
    this.budget = budget;
    int size = node.pool().maximumSize();
    this.gate = new FairGate<>(size, budget.tenantShare(), Party::of, System::nanoTime);
    this.hikari = new HikariPool(config(size, scheduler));
  }

  private HikariConfig config(int size, ScheduledExecutorService scheduler) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("partywall-" + set + "-" + node.name());
    config.setDataSource(new OpeningDataSource(this::open));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(Math.max(250, budget.acquireTimeout().toMillis()));
    config.setValidationTimeout(Math.clamp(budget.acquireTimeout().toMillis() / 2, 250, 5_000));
    // Idle connections are closed by housekeeping and by need; dead ones are found when they are handed out.
    config.setIdleTimeout(0);
    config.setKeepaliveTime(0);
    config.setMaxLifetime(MAX_LIFETIME.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverride(new BrokenConnections());
    config.setScheduledExecutor(scheduler);
    config.setThreadFactory(Thread.ofVirtual().name(config.getPoolName() + "-", 0).factory());
    config.validate();
    return config;
  }

  DatasourceName set() {
    return set;
  }

  String node() {
    return node.name();
  }

  /**
   * Borrows a connection.
   *
   * @param start when the caller began to wait, as {@link System#nanoTime}
   * @param patient whether a server that does not answer is given the time to come back
   * @return the connection, or null if the pool is closed
   */
  @Nullable Lease acquire(Tenancy tenancy, long start, boolean patient) throws SQLException {
    long deadline = start + budget.acquireTimeout().toNanos();
    int place = enter(tenancy, start, deadline);
    if (place == FairGate.CLOSED) {
      return null;
    }
    try {
      return borrow(tenancy, place, false, start, deadline, patient);
    } catch (Throwable t) {
      gate.leave(place);
      throw t;
    }
  }

  /** Borrows a connection if nobody can miss its place. */
  Optional<PhysicalConnection> acquireIfQuiet(Tenancy tenancy) throws SQLException {
    int place = gate.enterIfQuiet(tenancy);
    if (place < 0) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      return Optional.of(borrow(tenancy, place, true, start, start + budget.acquireTimeout().toNanos(), false));
    } catch (Throwable t) {
      gate.leave(place);
      throw t;
    }
  }

  private int enter(Tenancy tenancy, long start, long deadline) throws SQLException {
    int place;
    try {
      place = gate.enter(tenancy, deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(tenancy, start).interrupted(e);
    }
    if (place == FairGate.TIMED_OUT) {
      throw unavailable(tenancy, start).full();
    }
    return place;
  }

  private Lease borrow(Tenancy tenancy, int place, boolean spare, long start, long deadline, boolean patient)
      throws SQLException {
    while (true) {
      Connection pooled;
      try {
        pooled = hikari.getConnection(patient ? SLICE_MILLIS : SHORT_SLICE_MILLIS);
      } catch (SQLTransientConnectionException e) {
        failIfHopeless(tenancy, start, deadline, patient);
        continue;
      } catch (SQLException e) {
        throw e.getCause() instanceof InterruptedException ? unavailable(tenancy, start).interrupted(e) : e;
      }
      TrackedConnection tracked = pooled.unwrap(TrackedConnection.class);
      if (tracked.use(spare)) {
        return new Lease(this, place, pooled, tracked);
      }
      // It was closed while nobody used it, to make room for another.
      discard(pooled);
    }
  }

  private void failIfHopeless(Tenancy tenancy, long start, long deadline, boolean patient) throws SQLException {
    Connector.Failure failure = connector.failureSince(start);
    boolean late = System.nanoTime() - deadline >= 0;
    if (closing) {
      throw unavailable(tenancy, start).closed();
    } else if (failure != null && (late || !patient || failure.isLasting())) {
      throw unavailable(tenancy, start).unreachable(failure.cause());
    } else if (late) {
      throw unavailable(tenancy, start).late(ledger);
    }
  }

  private Unavailable unavailable(Tenancy tenancy, long start) {
    return new Unavailable(tenancy, connector.url(), stats(), gate.users(), System.nanoTime() - start);
  }

  /** Gives a borrowed connection the session of an idle one on which nothing is to be set, if there is one. */
  void prefer(TrackedConnection borrowed, @Nullable String schema, @Nullable Identity identity) {
    if (borrowed.fits(schema, identity)) {
      return;
    }
    long aliveSince = System.nanoTime() - ALIVE_NANOS;
    for (TrackedConnection other : connections) {
      if (other.isIdle() && other.fits(schema, identity) && borrowed.takeSession(other, schema, identity, aliveSince)) {
        return;
      }
    }
  }

  /**
   * Takes a borrowed connection back into the pool; false if it should rather be closed, for others' sake or for its
   * age. HikariCP knows the age of what it handed out, but not that its session may be another's.
   */
  boolean keeps(TrackedConnection borrowed) {
    return !draining
        && System.nanoTime() - borrowed.openedAt() < MAX_LIFETIME.toNanos()
        && (!ledger.isWanted() || !yields());
  }

  private boolean yields() {
    Optional<Claim> claim = ledger.claimOn(connector.servers());
    if (claim.isEmpty() || claim.get().owner() == this) {
      return false;
    }
    if (gate.waiting() == 0 && hikari.getThreadsAwaitingConnection() == 0) {
      return true;
    }
    int theirs = claim.get().owner() instanceof OpenPool other ? other.connections.size() : 0;
    return theirs + 1 < connections.size()
        || (theirs == 0 && claim.get().since() - gate.waitingSince(System.nanoTime()) < 0);
  }

  /** Closes a borrowed connection for good. */
  void discard(Connection pooled) {
    hikari.evictConnection(pooled);
    try {
      pooled.close();
    } catch (SQLException | RuntimeException e) {
      // It is gone in any case; HikariCP may stumble over settings that it would reset on a connection that is none any
      // more.
    }
  }

  /** The user of a place is done. */
  void leave(int place) {
    gate.leave(place);
  }

  /**
   * Opens a physical connection for HikariCP, once there is a permit. A server that cannot be reached is tried again
   * here while somebody waits, since HikariCP would pause for seconds.
   */
  private Connection open() throws SQLException {
    long deadline = System.nanoTime() + budget.acquireTimeout().toNanos();
    while (true) {
      Permit permit = permit(deadline);
      try {
        return open(permit);
      } catch (SQLException e) {
        if (!isNeeded() || System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(this, RETRY_NANOS);
      }
    }
  }

  private Permit permit(long deadline) throws SQLException {
    try {
      return ledger
          .take(this, connector.servers(), deadline, this::isNeeded)
          .orElseThrow(() -> new SQLTransientConnectionException("The budget has no room for a connection", "08004"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for room in the budget", "08004", e);
    }
  }

  /** Whether somebody was let in who has no connection yet. */
  private boolean isNeeded() {
    return !closing && gate.inside() > used();
  }

  private int used() {
    return (int) connections.stream().filter(TrackedConnection::isUsed).count();
  }

  private TrackedConnection open(Permit permit) throws SQLException {
    return connector.open(
        permit,
        connection -> {
          TrackedConnection tracked = new TrackedConnection(connection, permit, connections::remove);
          connections.add(tracked);
          return tracked;
        });
  }

  /** Whether closing a connection of this pool makes room on one of these servers; on any if there are none. */
  boolean isOn(List<String> servers) {
    return servers.isEmpty() || connector.servers().stream().anyMatch(servers::contains);
  }

  /** When a connection was last in use, as {@link System#nanoTime}: now, if one is. */
  long lastUsed(long now) {
    return connections.stream().mapToLong(c -> c.isIdle() ? c.idleSince() : now).max().orElse(now);
  }

  /** Closes the connection that nobody uses for the longest time; false if there is none, or somebody is to have it. */
  boolean closeOneIdle() {
    return !isNeeded()
        && connections.stream()
            .filter(TrackedConnection::isIdle)
            .min(Comparator.comparingLong(TrackedConnection::idleSince))
            .map(TrackedConnection::closeIfIdle)
            .orElse(false);
  }

  /** Closes connections that nobody used since a time. */
  void closeIdleSince(long time) {
    for (TrackedConnection connection : connections) {
      if (connection.idleSince() - time < 0) {
        connection.closeIfIdle();
      }
    }
  }

  /** Closes the pool if it has no connections and nobody uses or awaits one; to be followed by {@link #shutDown}. */
  boolean closeIfUnused() {
    return connections.isEmpty() && gate.closeIfEmpty();
  }

  /** Keeps no connection any more; the pool closes when the last one has come back. */
  void drain() {
    draining = true;
    closeIdleSince(System.nanoTime());
  }

  /** How many are let in: they have a connection, or are about to. */
  int borrowed() {
    return gate.inside();
  }

  /** Turns away all who wait or come; to be followed by {@link #shutDown}. */
  void close() {
    closing = true;
    gate.close();
  }

  /** Closes the connections, and aborts those in use. Takes its time. */
  void shutDown() {
    closing = true;
    try {
      hikari.shutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  PoolStats stats() {
    int active = (int) connections.stream().filter(TrackedConnection::isUsedByStatements).count();
    int idle = (int) connections.stream().filter(TrackedConnection::isIdle).count();
    int withoutConnection = Math.max(0, gate.inside() - used());
    return new PoolStats(set, node.name(), active, idle, gate.waiting() + withoutConnection, node.pool().maximumSize());
  }
}
