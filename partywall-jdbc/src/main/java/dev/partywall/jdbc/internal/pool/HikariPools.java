package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
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
  private final Map<DatasourceName, SetPools> sets = new ConcurrentHashMap<>();
  private final Map<OpenPool, NodePool> open = new ConcurrentHashMap<>();
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
    sets.forEach(set -> this.sets.put(set.name(), new SetPools(set)));
    long idle = budget.idleTimeout().toMillis();
    long period = Math.clamp(idle / 4, 50, 30_000);
    this.housekeeping = scheduler.scheduleWithFixedDelay(this::tidy, period, period, TimeUnit.MILLISECONDS);
  }

  /** The pools of a set's nodes. */
  private final class SetPools {
    private final DatasourceName name;
    private final Map<String, NodePool> nodes = new ConcurrentHashMap<>();
    private volatile NodePool writer;

    private SetPools(DatasourceSet set) {
      this.name = set.name();
      set.nodes().forEach(this::add);
      this.writer = node(set.write().getFirst().name());
    }

    private void add(Node node) {
      if (nodes.putIfAbsent(node.name(), new NodePool(name, node)) != null) {
        throw new IllegalArgumentException("Datasource set '" + name + "' has a node '" + node.name() + "' already");
      }
    }

    private NodePool node(String node) {
      NodePool pool = nodes.get(node);
      if (pool == null) {
        throw new IllegalArgumentException(
            "Datasource set '"
                + name
                + "' has no node '"
                + node
                + "'; it has "
                + nodes.keySet().stream().sorted().toList());
      }
      return pool;
    }
  }

  /** A node of a set, and its pool while it is open. */
  private final class NodePool {
    private final DatasourceName set;
    private final Node node;
    private final Connector connector;
    private final Connector unguarded;
    private volatile @Nullable OpenPool pool;
    private volatile boolean removed;

    private NodePool(DatasourceName set, Node node) {
      this.set = set;
      this.node = node;
      PoolSettings settings = node.pool();
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
        if (removed) {
          throw new SQLNonTransientConnectionException(
              "Node '" + node.name() + "' of datasource set '" + set + "' was removed", "08003");
        }
        current = new OpenPool(set, node, connector, ledger, budget, scheduler);
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

    /** Its idle connections are closed now, and the others when they come back. */
    private synchronized void remove() {
      removed = true;
      OpenPool current = pool;
      if (current != null) {
        current.drain();
      }
    }
  }

  /** What was removed must have ended before its name means another database. */
  private void requireEnded(DatasourceName set, Node node) {
    tidy();
    boolean inUse =
        open.values().stream()
            .anyMatch(pool -> pool.removed && pool.set.equals(set) && pool.node.name().equals(node.name()));
    if (inUse) {
      throw new IllegalArgumentException(
          "Node '"
              + node.name()
              + "' of datasource set '"
              + set
              + "' was removed, and connections to it are still in use; add it when they have come back, or under another"
              + " name");
    }
  }

  @Override
  public void add(DatasourceSet set) {
    set.nodes().forEach(node -> requireEnded(set.name(), node));
    if (sets.putIfAbsent(set.name(), new SetPools(set)) != null) {
      throw new IllegalArgumentException("Datasource set '" + set.name() + "' is there already");
    }
  }

  @Override
  public void remove(DatasourceName name) {
    SetPools set = sets.remove(name);
    if (set != null) {
      set.nodes.values().forEach(NodePool::remove);
    }
  }

  @Override
  public void add(DatasourceName name, Node node) {
    requireEnded(name, node);
    required(name).add(node);
  }

  @Override
  public void remove(DatasourceName name, String node) {
    SetPools set = required(name);
    NodePool pool = set.node(node);
    if (pool == set.writer) {
      throw new IllegalArgumentException("Node '" + node + "' is the writer of datasource set '" + name + "'");
    }
    set.nodes.remove(node);
    pool.remove();
  }

  @Override
  public void writer(DatasourceName name, String node) {
    SetPools set = required(name);
    set.writer = set.node(node);
  }

  private SetPools required(DatasourceName name) {
    SetPools set = sets.get(name);
    if (set == null) {
      throw new IllegalArgumentException("There is no datasource set '" + name + "'");
    }
    return set;
  }

  @Override
  public PhysicalConnection acquire(DatasourceName name, Tenancy tenancy) throws SQLException {
    return acquire(set(name).writer, tenancy, true);
  }

  @Override
  public PhysicalConnection acquire(DatasourceName name, String node, Tenancy tenancy, boolean patient)
      throws SQLException {
    return acquire(node(name, node), tenancy, patient);
  }

  private static PhysicalConnection acquire(NodePool node, Tenancy tenancy, boolean patient) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      OpenPool pool = node.pool();
      Lease lease = pool.acquire(tenancy, start, patient);
      if (lease != null) {
        return lease;
      }
      node.forget(pool);
    }
  }

  @Override
  public Optional<PhysicalConnection> acquireIfQuiet(DatasourceName name) throws SQLException {
    return set(name).writer.pool().acquireIfQuiet(Tenancy.host());
  }

  @Override
  public Optional<PhysicalConnection> acquireIfQuiet(DatasourceName name, String node) throws SQLException {
    return node(name, node).pool().acquireIfQuiet(Tenancy.host());
  }

  @Override
  public List<String> nodes(DatasourceName name) {
    SetPools set = sets.get(name);
    return set == null ? List.of() : set.nodes.keySet().stream().sorted().toList();
  }

  @Override
  public int borrowed(DatasourceName name, String node) {
    SetPools set = sets.get(name);
    NodePool pool = set == null ? null : set.nodes.get(node);
    OpenPool current = pool == null ? null : pool.pool;
    return current == null ? 0 : current.borrowed();
  }

  private NodePool node(DatasourceName name, String node) throws SQLException {
    NodePool pool = set(name).nodes.get(node);
    if (pool == null) {
      throw new SQLNonTransientConnectionException(
          "Node '" + node + "' of datasource set '" + name + "' was removed", "08003");
    }
    return pool;
  }

  private SetPools set(DatasourceName name) throws SQLException {
    SetPools set = sets.get(name);
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
    return unguarded(name, () -> {}, () -> {});
  }

  @Override
  public DataSource unguarded(DatasourceName name, Runnable opening, Runnable closed) {
    return new OpeningDataSource(
        () -> {
          opening.run();
          return openUnguarded(set(name).writer, closed);
        });
  }

  @Override
  public DataSource unguarded(DatasourceName name, String node) {
    return new OpeningDataSource(() -> openUnguarded(node(name, node), () -> {}));
  }

  private Connection openUnguarded(NodePool node, Runnable onClose) throws SQLException {
    DatasourceName name = node.set;
    Connector connector = node.unguarded;
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
    return Optional.ofNullable(sets.get(name)).map(set -> set.writer.node.pool().username());
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
        (pool, node) -> {
          pool.closeIdleSince(before);
          if (pool.closeIfUnused()) {
            node.forget(pool);
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
        open.keySet().stream()
            .map(OpenPool::stats)
            .sorted(Comparator.comparing(PoolsStats.PoolStats::set).thenComparing(PoolsStats.PoolStats::node))
            .toList());
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
