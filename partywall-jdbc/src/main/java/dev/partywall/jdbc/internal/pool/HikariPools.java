package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.PoolsStats;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.pool.Ledger.Permit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pools of HikariCP: one for each database, opened when it is first needed and closed when it was not for a time. All
 * of them share one thread for housekeeping; connections are opened and closed on virtual threads.
 */
final class HikariPools implements Pools {

  private static final Logger LOG = LoggerFactory.getLogger(HikariPools.class);

  private final Budget budget;
  private final @Nullable RowSecurityRoles roles;
  private final Ledger ledger;
  private final Map<DatasourceName, SetPool> sets = new ConcurrentHashMap<>();
  private final Map<OpenPool, SetPool> open = new ConcurrentHashMap<>();
  private final Set<Connection> unguarded = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor scheduler;
  private final ScheduledFuture<?> housekeeping;
  private volatile boolean closed;

  /** Pools for these sets. None opens yet. */
  HikariPools(Collection<DatasourceSet> sets, Budget budget, @Nullable RowSecurityRoles roles) {
    this.budget = budget;
    this.roles = roles;
    this.ledger = new Ledger(budget, this::makeRoom);
    this.scheduler = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("partywall-pools").factory());
    scheduler.setRemoveOnCancelPolicy(true);
    sets.forEach(set -> this.sets.put(set.name(), new SetPool(set)));
    long idle = budget.idleTimeout().toMillis();
    long period = Math.clamp(idle / 4, 50, 30_000);
    this.housekeeping = scheduler.scheduleWithFixedDelay(this::tidy, period, period, TimeUnit.MILLISECONDS);
  }

  /** A set, and its pool while it is open. */
  private final class SetPool {
    private final DatasourceSet set;
    private final Connector connector;
    private final Connector unguarded;
    private volatile @Nullable OpenPool pool;

    private SetPool(DatasourceSet set) {
      this.set = set;
      PoolSettings settings = set.write().getFirst();
      this.connector = new Connector(settings, budget.acquireTimeout(), new BoundLogin(roles));
      PoolSettings.Owner owner = settings.owner();
      this.unguarded =
          owner == null
              ? new Connector(settings, budget.acquireTimeout(), this::takeRole)
              : new Connector(
                  PoolSettings.of(settings.url(), owner.username(), owner.password())
                      .withProperties(settings.properties()),
                  budget.acquireTimeout(),
                  Connector.Check.NONE);
    }

    /** The user has no rights of its own where row-level security is on. */
    private void takeRole(Connection connection) throws SQLException {
      if (roles != null) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("SET ROLE " + roles.host());
        }
      }
    }

    private OpenPool pool() throws SQLException {
      OpenPool current = pool;
      return current != null ? current : opened();
    }

    private synchronized OpenPool opened() throws SQLException {
      OpenPool current = pool;
      if (current == null) {
        requireOpen();
        current = new OpenPool(set, connector, ledger, budget, scheduler);
        open.put(current, this);
        pool = current;
        if (closed) {
          current.close();
          current.shutDown();
        }
      }
      return current;
    }

    private synchronized void forget(OpenPool gone) {
      if (pool == gone) {
        pool = null;
      }
      open.remove(gone);
    }
  }

  @Override
  public void add(DatasourceSet set) {
    if (sets.putIfAbsent(set.name(), new SetPool(set)) != null) {
      throw new IllegalArgumentException("Datasource set '" + set.name() + "' is there already");
    }
  }

  @Override
  public PhysicalConnection acquire(DatasourceName name, Tenancy tenancy) throws SQLException {
    SetPool set = set(name);
    long start = System.nanoTime();
    while (true) {
      OpenPool pool = set.pool();
      Lease lease = pool.acquire(tenancy, start);
      if (lease != null) {
        return lease;
      }
      set.forget(pool);
    }
  }

  @Override
  public Optional<PhysicalConnection> acquireIfQuiet(DatasourceName name) throws SQLException {
    return set(name).pool().acquireIfQuiet(Tenancy.host());
  }

  private SetPool set(DatasourceName name) throws SQLException {
    SetPool set = sets.get(name);
    if (set == null) {
      throw new SQLNonTransientConnectionException(
          "There is no datasource set '" + name + "'; a tenant's placement names it, so add it to the configuration",
          "08004");
    }
    return set;
  }

  private void requireOpen() throws SQLException {
    if (closed) {
      throw new SQLNonTransientConnectionException("The pools are closed", "08003");
    }
  }

  @Override
  public DataSource unguarded(DatasourceName name) {
    return unguarded(name, () -> {});
  }

  @Override
  public DataSource unguarded(DatasourceName name, Runnable closed) {
    return new OpeningDataSource(() -> openUnguarded(name, closed));
  }

  private Connection openUnguarded(DatasourceName name, Runnable onClose) throws SQLException {
    Connector connector = set(name).unguarded;
    long deadline = System.nanoTime() + budget.acquireTimeout().toNanos();
    Permit permit;
    try {
      permit = ledger.take(connector, connector.servers(), deadline, () -> !closed).orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException(
          "Interrupted while waiting for a connection to set '" + name + "'", "08001", e);
    }
    requireOpen();
    if (permit == null) {
      throw new SQLTransientConnectionException(
          "No connection to datasource set '"
              + name
              + "' within "
              + budget.acquireTimeout().toMillis()
              + " ms: the budget is used up, "
              + Unavailable.budget(ledger),
          "08001");
    }
    return connector.open(
        permit,
        connection -> {
          PermittedConnection permitted =
              new PermittedConnection(
                  connection,
                  permit,
                  ended -> {
                    unguarded.remove(ended);
                    onClose.run();
                  });
          unguarded.add(permitted);
          return permitted;
        });
  }

  @Override
  public Optional<String> login(DatasourceName name) {
    SetPool set = sets.get(name);
    return Optional.ofNullable(set).map(known -> known.set.write().getFirst().username());
  }

  /** Closes the connection that is idle for the longest time in the pool that was used least lately. */
  private boolean makeRoom(List<String> servers) {
    long now = System.nanoTime();
    return open.keySet().stream()
        .filter(pool -> pool.isOn(servers))
        .map(pool -> new Used(pool, pool.lastUsed(now)))
        .sorted((a, b) -> Long.signum(a.last() - b.last()))
        .anyMatch(used -> used.pool().closeOneIdle());
  }

  private record Used(OpenPool pool, long last) {}

  /** Closes what was not used for a time. */
  private void tidy() {
    long before = System.nanoTime() - budget.idleTimeout().toNanos();
    open.forEach(
        (pool, set) -> {
          pool.closeIdleSince(before);
          if (pool.closeIfUnused()) {
            set.forget(pool);
            Thread.ofVirtual().name("partywall-pool-closer").start(pool::shutDown);
          }
        });
  }

  @Override
  public PoolsStats stats() {
    return new PoolsStats(
        ledger.open(),
        ledger.maximum(),
        ledger.openByServer(),
        ledger.maximumPerServer(),
        open.keySet().stream().map(OpenPool::stats).sorted(Comparator.comparing(PoolsStats.PoolStats::set)).toList());
  }

  /** Whether somebody waits for room in the budget. */
  boolean isWanted() {
    return ledger.isWanted();
  }

  @Override
  public void close() {
    closed = true;
    housekeeping.cancel(false);
    scheduler.shutdown();
    // Those who waited forget their pools.
    List<OpenPool> all = List.copyOf(open.keySet());
    all.forEach(OpenPool::close);
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      all.forEach(pool -> closers.execute(pool::shutDown));
      unguarded.forEach(connection -> closers.execute(() -> abort(connection)));
    }
    open.clear();
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A connection was not closed in order", e);
    }
  }
}
