package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.SessionToken;
import dev.partywall.core.consistency.Requirement;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.NodeState.Role;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.internal.pool.Failures;
import dev.partywall.jdbc.internal.pool.PhysicalConnection;
import dev.partywall.jdbc.internal.pool.Pools;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a set that has several: asks them for their state in the background while the set is in use, and chooses
 * among them by what it knows; a choice costs the comparison of a few numbers. Safe for use by many threads.
 */
public final class SetNodes {

  /** How much more often a node is asked that sessions wait for. */
  private static final int URGENCY = 20;

  private static final long WANTED_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final DatasourceName set;
  private final Routing routing;
  private final Pools pools;
  private final Members members;
  private final NodeChoice choice;
  private final Election election;
  private final WriterHistory history;
  private final WriterPositions positions;

  private final long idleNanos;
  private final long acquireNanos;
  private final Map<TrackedNode, Probe> probes = new ConcurrentHashMap<>();

  private volatile long wantedUntil = System.nanoTime();
  private volatile boolean running;

  /** Whether the writer was asked since {@link #running}: before, nobody can say who lags. */
  private volatile boolean writerAsked;

  private volatile boolean used;
  private volatile long lastUsed = System.nanoTime();
  private volatile boolean closed;
  private volatile CompletableFuture<?> firstRound = new CompletableFuture<>();

  /**
   * @param budget says for how long without use nodes are asked, and how long a writer is waited for
   */
  SetNodes(DatasourceSet set, Pools pools, Budget budget) {
    this.set = set.name();
    this.routing = set.routing();
    this.members = new Members(set);
    this.pools = pools;
    this.election = new Election(set.name(), routing.consistency() == Consistency.POSITION);
    long interval = routing.probeInterval().toNanos();
    this.history = new WriterHistory(routing.keep().toNanos(), 2 * interval + TimeUnit.SECONDS.toNanos(1));
    long fresh = 2 * interval + PROBE_TIMEOUT.toNanos() + TimeUnit.SECONDS.toNanos(1);
    this.choice = new NodeChoice(this.set, routing, members, history, pools, fresh, this::want);
    this.positions = new WriterPositions(this.set.value(), () -> asker(members.writer()), this::writerAnswered);
    this.idleNanos = budget.idleTimeout().toNanos();
    this.acquireNanos = budget.acquireTimeout().toNanos();
  }

  /** How nodes are chosen. */
  public Routing routing() {
    return routing;
  }

  /** The node that takes writes; one of those that do, where there are several. */
  public String writer() {
    return choice.writerFor(null).name();
  }

  /** Somebody uses the set in another way than by statements: its nodes are to be asked who writes. */
  public void use() {
    touch();
  }

  /** The writer, for a statement of a session. */
  public Choice writer(Requirement requirement, RouteReason reason) {
    touch();
    return choice.writer(requirement, reason);
  }

  /**
   * The node for a read.
   *
   * @param requirement what the session asks for
   * @param schema the schema by whose catalog the statement was guarded; null for the database's own search path
   * @param preferred the node that serves if it may: the unit of work has a connection to it; null if there is none
   * @param excluded nodes that could not run the statement
   */
  public Choice reader(
      Requirement requirement, @Nullable String schema, @Nullable String preferred, Set<String> excluded) {
    touch();
    return choice.reader(requirement, schema, preferred, excluded);
  }

  /**
   * A position that a node has certainly replayed.
   *
   * @param openedAt when the connection had been opened over which it is read, as {@link System#nanoTime}: a server
   *     that was started again may have less than it said before
   * @return null if there is none that is certain
   */
  public @Nullable Position floor(String name, long openedAt) {
    return choice.floor(name, openedAt);
  }

  /** Whether a session that asks for this may go on at a node where it was before. */
  public boolean mayStay(String name, Requirement requirement) {
    return choice.mayStay(name, requirement);
  }

  /**
   * Something was committed, or may have been, on a node.
   *
   * @param acknowledged whether it certainly was: then the session keeps to the writer if it does not say where that
   *     is; otherwise nobody was promised that it is seen
   * @return the token of it, as soon as it is known; it does not fail
   */
  public CompletionStage<SessionToken> wrote(String node, boolean acknowledged) {
    return switch (routing.consistency()) {
      case NONE -> CompletableFuture.completedStage(SessionToken.NONE);
      case TTL -> CompletableFuture.completedStage(pinned(node, routing.ttl()));
      case POSITION ->
          positions
              .after()
              .handle((said, _) -> said == null ? unplaced(node, acknowledged) : SessionToken.of(set, said.position()));
    };
  }

  private SessionToken unplaced(String node, boolean acknowledged) {
    return acknowledged ? pinned(node, routing.keep()) : SessionToken.NONE;
  }

  private SessionToken pinned(String node, Duration time) {
    return SessionToken.of(set, new Pin(node, Instant.now().plus(time)));
  }

  /** How a connection to a node is had. */
  @FunctionalInterface
  public interface Acquisition {
    PhysicalConnection from(String node) throws SQLException;
  }

  /**
   * A connection to the writer. While it does not answer, another one may take over.
   *
   * @param first the writer that was chosen
   * @throws SQLException if there is none within the budget's time
   */
  public PhysicalConnection acquireWriter(String first, Acquisition acquisition) throws SQLException {
    long deadline = System.nanoTime() + acquireNanos;
    String node = first;
    while (true) {
      try {
        return acquisition.from(node);
      } catch (SQLException e) {
        if (!Failures.isUnreachable(e) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        suspect(node, e, true);
        awaitOther(node);
        node = writer();
      }
    }
  }

  /** Waits a little, or until another node is the writer. */
  private synchronized void awaitOther(String node) throws SQLException {
    long end = System.nanoTime() + WAIT_NANOS;
    try {
      for (long rest = WAIT_NANOS; rest > 0 && members.writer().name().equals(node); rest = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a writer of " + set, "08001", e);
    }
  }

  /** A statement failed because a node is gone or is not what it was. */
  public void suspect(String name, SQLException reason, boolean gone) {
    TrackedNode node = members.find(name);
    if (node != null && gone && !node.equals(members.writer())) {
      node.failed(String.valueOf(reason.getMessage()));
    }
    probes.values().forEach(Probe::urge);
  }

  /** A catalog was read over this connection: readers serve once they have replayed what it was read from. */
  void catalogRead(@Nullable String schema, Connection connection) throws SQLException {
    choice.catalogRead(schema, Observation.of(connection).position());
    want();
  }

  /** Somebody waits for nodes to get on. */
  private void want() {
    long now = System.nanoTime();
    boolean slow = wantedUntil - now < 0;
    wantedUntil = now + WANTED_NANOS;
    if (slow) {
      probes.values().forEach(Probe::wake);
    }
  }

  private long pause() {
    long interval = routing.probeInterval().toNanos();
    return wantedUntil - System.nanoTime() > 0 ? interval / URGENCY : interval;
  }

  // Probes

  private void touch() {
    if (!used) {
      used = true;
    }
    if (!running) {
      start();
    }
  }

  private synchronized void start() {
    if (!running && !closed) {
      running = true;
      writerAsked = false;
      lastUsed = System.nanoTime();
      wantedUntil = System.nanoTime() + WANTED_NANOS;
      firstRound = new CompletableFuture<>();
      members.all().forEach(this::probe);
    }
  }

  private void probe(TrackedNode node) {
    Probe probe =
        new Probe(
            set + "-" + node.name(),
            asker(node),
            new Probe.Listener() {
              @Override
              public void answered(Observation observation) {
                SetNodes.this.answered(node, observation);
              }

              @Override
              public void failed(SQLException reason) {
                SetNodes.this.failed(node, reason);
              }
            },
            this::pause);
    probes.put(node, probe);
    probe.start();
  }

  private Asker asker(TrackedNode node) {
    return new Asker(pools, set, node.name(), PROBE_TIMEOUT);
  }

  private synchronized void answered(TrackedNode node, Observation said) {
    if (!running || !members.all().contains(node)) {
      return; // It was asked before, and is asked no more.
    }
    node.answered(said);
    if (node.health() == Health.DOWN) {
      node.judged(Health.LAGGING, null, -1);
    }
    elect();
    if (node.equals(members.writer())) {
      writerAnswered(said);
      writerAsked();
      stopIfIdle();
    }
    if (running) {
      judge(node, said);
    }
    if (!said.exact() && wantedUntil - System.nanoTime() > 0) {
      urge(members.writer()); // Its answer makes certain what a reader said.
    }
    endFirstRound();
    notifyAll();
  }

  private void writerAsked() {
    if (!writerAsked) {
      writerAsked = true;
      probes.values().forEach(Probe::urge);
    }
  }

  private void endFirstRound() {
    if (!firstRound.isDone() && members.all().stream().allMatch(TrackedNode::wasAsked)) {
      firstRound.complete(null);
    }
  }

  /**
   * Waits until a node was asked after a time.
   *
   * @param since as {@link System#nanoTime}
   * @throws SQLException if it does not answer
   */
  public synchronized void awaitAsked(String name, long since) throws SQLException {
    want();
    urge(members.find(name));
    long end = System.nanoTime() + PROBE_TIMEOUT.toNanos();
    try {
      for (long rest = PROBE_TIMEOUT.toNanos(); !wasAskedSince(name, since); rest = end - System.nanoTime()) {
        if (rest <= 0) {
          throw new SQLTransientConnectionException(
              "Node '" + name + "' of datasource set '" + set + "' does not say how far it is", "08001");
        }
        TimeUnit.NANOSECONDS.timedWait(this, rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while node '" + name + "' was asked", "08001", e);
    }
  }

  private boolean wasAskedSince(String name, long since) {
    TrackedNode node = members.find(name);
    Observation said = node == null ? null : node.confirmed();
    return said != null && said.at() - since >= 0;
  }

  /** Waits until each node was asked once, since before nobody can say that no reader will do. */
  public void awaitFirstRound() {
    touch();
    try {
      Object _ = firstRound.get(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Then some do not answer.
    }
  }

  private synchronized void failed(TrackedNode node, SQLException reason) {
    if (!running) {
      return;
    }
    election.down(node, reason);
    node.failed(String.valueOf(reason.getMessage()));
    elect();
    if (node.equals(members.writer())) {
      writerAsked();
      stopIfIdle();
    }
    endFirstRound();
  }

  private void elect() {
    if (routing.multiWriter()) {
      return;
    }
    TrackedNode elected = election.writer(members.all(), members.writer());
    if (!elected.equals(members.writer())) {
      members.writer(elected);
      pools.writer(set, elected.name());
      probes.values().forEach(Probe::urge);
      notifyAll();
    }
  }

  private void urge(@Nullable TrackedNode node) {
    Probe probe = node == null ? null : probes.get(node);
    if (probe != null) {
      probe.urge();
    }
  }

  private void writerAnswered(Observation said) {
    if (!said.recovering()) {
      history.add(said);
      members.all().forEach(node -> node.confirm(said));
    }
  }

  private void judge(TrackedNode node, Observation said) {
    boolean isWriter = members.isWriter(node);
    String unfit = isWriter ? null : election.unfit(node, said, members.writer().observation());
    if (unfit != null) {
      node.failed(unfit);
      return;
    }
    long lag = isWriter || !said.recovering() ? 0 : history.lag(said.position(), System.nanoTime());
    boolean lagging = lag > routing.maxLag().toNanos() || (!isWriter && !writerAsked);
    node.judged(lagging ? Health.LAGGING : Health.UP, null, lag);
  }

  private void stopIfIdle() {
    long now = System.nanoTime();
    if (used) {
      used = false;
      lastUsed = now;
    } else if (now - lastUsed > idleNanos) {
      running = false;
      probes.values().forEach(Probe::stop);
      probes.clear();
      members.all().forEach(node -> node.judged(Health.DOWN, "it is not in use, and so not asked", -1));
    }
  }

  // Changes

  synchronized void add(Node node) {
    pools.add(set, node);
    TrackedNode tracked = members.add(node);
    if (running) {
      probe(tracked);
    }
  }

  synchronized void remove(String name) {
    pools.remove(set, name);
    TrackedNode node = members.find(name);
    if (node != null) {
      members.remove(node);
      Probe probe = probes.remove(node);
      if (probe != null) {
        probe.stop();
      }
    }
  }

  synchronized void weight(String name, int weight) {
    members.weight(name, weight);
  }

  /** What is known of the nodes at this moment. */
  List<NodeState> states() {
    return members.all().stream().map(this::state).toList();
  }

  /** The nodes and how they are, for messages. */
  public String description() {
    return members.all().stream()
        .map(
            node ->
                node.name()
                    + " is "
                    + (node.equals(members.writer()) ? "the writer" : node.health().name().toLowerCase(Locale.ROOT))
                    + (node.problem() == null ? "" : " (" + node.problem() + ")"))
        .collect(Collectors.joining(", "));
  }

  private NodeState state(TrackedNode node) {
    Observation said = node.observation();
    boolean writes = members.isWriter(node);
    long lag = node.lag();
    Role role = said == null ? Role.UNKNOWN : writes ? Role.WRITER : Role.READER;
    return new NodeState(
        set,
        node.name(),
        role,
        node.health(),
        said == null ? null : said.position(),
        lag < 0 ? null : Duration.ofNanos(lag),
        said == null ? -1 : writes ? 0 : history.lagBytes(said.position()),
        node.node().weight(),
        node.problem());
  }

  synchronized void close() {
    closed = true;
    running = false;
    positions.stop();
    probes.values().forEach(Probe::stop);
    probes.clear();
  }
}
