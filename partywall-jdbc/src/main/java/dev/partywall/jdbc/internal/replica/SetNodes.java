package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites.Seen;
import dev.partywall.core.consistency.Requirement;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeSelector.Candidate;
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
import java.util.ArrayList;
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
  private final Set<String> writeNodes;
  private final Pools pools;
  private final Election election;
  private final WriterHistory history;
  private final WriterPositions positions;

  /** How old an observation may be by which a reader serves; {@link Routing#keep} allows for it. */
  private final long freshNanos;

  private final long idleNanos;
  private final long acquireNanos;
  private final Map<TrackedNode, Probe> probes = new ConcurrentHashMap<>();

  /** Where the writer was when a catalog was read, by its schema; empty for the database's own search path. */
  private final Map<String, Position> catalogs = new ConcurrentHashMap<>();

  /** Replaced, never changed; written under this object's lock. */
  private volatile List<TrackedNode> nodes;

  private volatile TrackedNode writer;
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
    this.writeNodes = ConcurrentHashMap.newKeySet();
    set.write().forEach(node -> writeNodes.add(node.name()));
    this.pools = pools;
    this.nodes = set.nodes().map(TrackedNode::new).toList();
    this.writer = nodes.getFirst();
    this.election = new Election(set.name(), routing.consistency() == Consistency.POSITION);
    long interval = routing.probeInterval().toNanos();
    this.history = new WriterHistory(routing.keep().toNanos(), 2 * interval + TimeUnit.SECONDS.toNanos(1));
    this.freshNanos = 2 * interval + PROBE_TIMEOUT.toNanos() + TimeUnit.SECONDS.toNanos(1);
    this.positions = new WriterPositions(this.set.value(), () -> asker(writer), this::writerAnswered);
    this.idleNanos = budget.idleTimeout().toNanos();
    this.acquireNanos = budget.acquireTimeout().toNanos();
  }

  /** How nodes are chosen. */
  public Routing routing() {
    return routing;
  }

  /** The node that takes writes; one of those that do, where there are several. */
  public String writer() {
    return routing.multiWriter() ? writer(null).name() : writer.name();
  }

  private TrackedNode writer(@Nullable Pin pin) {
    if (!routing.multiWriter()) {
      return writer;
    }
    List<TrackedNode> writers = nodes.stream().filter(this::writesOf).toList();
    for (TrackedNode node : writers) {
      // One that was not asked yet served the session a moment ago.
      if (pin != null && node.name().equals(pin.writer()) && (node.isUp() || !node.wasAsked())) {
        return node;
      }
    }
    List<TrackedNode> up = writers.stream().filter(TrackedNode::isUp).toList();
    return up.isEmpty() ? writer : selected(up);
  }

  /** The writer, for a statement of a session. */
  public Choice writer(Requirement requirement, RouteReason reason) {
    touch();
    return new Choice(writer(requirement.pin()).name(), reason, null, requirement.seen(), null);
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
    if (requirement.outstanding()) {
      return writer(requirement, RouteReason.WRITER_SESSION_PENDING);
    }
    Long lostBefore = requirement.lostBefore();
    if (isUnknown(requirement)) {
      return writer(requirement, RouteReason.WRITER_SESSION_UNKNOWN);
    }
    if (requirement.pin() != null) {
      return writer(requirement, RouteReason.WRITER_SESSION_PINNED);
    }
    Position bound = requirement.position();
    Position catalog = catalogs.get(schema == null ? "" : schema);
    RouteReason behind = lostBefore == null ? RouteReason.WRITER_SESSION_BEHIND : RouteReason.WRITER_SESSION_UNKNOWN;
    List<Seen> seen = requirement.seen();
    List<TrackedNode> able = new ArrayList<>(4);
    long now = System.nanoTime();
    boolean any = false;
    boolean replaced = isReplaced(bound);
    boolean schemaBehind = false;
    for (TrackedNode node : nodes) {
      if (node == writer || !node.isUp() || writesOf(node) || excluded.contains(node.name())) {
        continue;
      }
      Observation said = node.observation();
      if (said == null || now - said.at() > freshNanos) {
        continue;
      }
      any = true;
      if (bound != null && !reaches(node, bound)) {
        replaced |= said.position().timeline() > bound.timeline();
      } else if (!hasSchema(said, catalog)) {
        schemaBehind = true;
      } else if (lostBefore == null || hasAllUntil(node, lostBefore)) {
        able.add(node);
      }
    }
    if (!seen.isEmpty()) {
      able.removeIf(node -> !showsAll(node, seen));
      behind = able.isEmpty() && !schemaBehind ? RouteReason.WRITER_MONOTONIC : behind;
    }
    if (able.isEmpty()) {
      return instead(requirement, any, replaced, schemaBehind, behind);
    }
    TrackedNode chosen = preferred(able, preferred);
    if (bound == null && lostBefore == null && seen.isEmpty()) {
      return Choice.of(chosen.name(), RouteReason.READER_ANY);
    }
    Observation said = chosen.confirmed();
    if (said == null || (bound != null && !said.position().covers(bound))) {
      return instead(requirement, any, replaced, schemaBehind, behind);
    }
    return new Choice(
        chosen.name(),
        bound == null && lostBefore == null ? RouteReason.READER_ANY : RouteReason.READER_CAUGHT_UP,
        null,
        seen,
        knownSince(chosen, said, seen));
  }

  /** Whether a token is needed that may be lost; for positions it is enough to have what the writer had then. */
  private boolean isUnknown(Requirement requirement) {
    return requirement.unknown() || (requirement.lostBefore() != null && routing.consistency() == Consistency.TTL);
  }

  /** Whether a node has certainly replayed what is before a position. */
  private boolean reaches(TrackedNode node, Position bound) {
    Observation said = node.confirmed();
    return said != null && said.position().covers(bound) && !isReplaced(bound);
  }

  /** Whether the writer is on a later timeline than a position's: what was there may be gone. */
  private boolean isReplaced(@Nullable Position bound) {
    Observation writers = history.last();
    return bound != null && writers != null && writers.position().timeline() > bound.timeline();
  }

  /** Since when a node is known to be far enough: a server that was started again after that may have less. */
  private static long knownSince(TrackedNode node, Observation said, List<Seen> seen) {
    long since = said.at();
    for (Seen each : seen) {
      if (each.node().equals(node.name()) && each.at() - since < 0) {
        since = each.at();
      }
    }
    return since;
  }

  private boolean writesOf(TrackedNode node) {
    return routing.multiWriter() && writeNodes.contains(node.name());
  }

  private boolean hasSchema(Observation said, @Nullable Position needed) {
    Observation writers = history.last();
    return needed == null
        || (writers != null && writers.system() != said.system())
        || WriterHistory.reaches(said.position(), needed);
  }

  /** Whether a node shows nothing older than what a session saw: it was there, or the node is past what was there. */
  private boolean showsAll(TrackedNode node, List<Seen> seen) {
    for (Seen each : seen) {
      if (!each.node().equals(node.name()) && !hasAllUntil(node, each.at())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a node has all that the writer had at a time. */
  private boolean hasAllUntil(TrackedNode node, long time) {
    Observation said = node.confirmed();
    Observation bound = history.firstSince(time);
    return bound != null && said != null && said.position().covers(bound.position());
  }

  private Choice instead(
      Requirement requirement, boolean any, boolean replaced, boolean schemaBehind, RouteReason behind) {
    if (!any) {
      return writer(requirement, RouteReason.WRITER_NO_READER);
    }
    want();
    Observation writers = history.last();
    Position bound = requirement.position();
    if (replaced && writers != null && bound != null && writers.position().timeline() > bound.timeline()) {
      return new Choice(writer.name(), RouteReason.WRITER_SESSION_FAILOVER, writers.position(), List.of(), null);
    }
    return writer(requirement, schemaBehind ? RouteReason.WRITER_SCHEMA_BEHIND : behind);
  }

  private TrackedNode preferred(List<TrackedNode> able, @Nullable String preferred) {
    if (preferred != null) {
      for (TrackedNode node : able) {
        if (node.name().equals(preferred)) {
          return node;
        }
      }
    }
    return selected(able);
  }

  private TrackedNode selected(List<TrackedNode> able) {
    if (able.size() == 1) {
      return able.getFirst();
    }
    List<Candidate> candidates = new ArrayList<>(able.size());
    for (TrackedNode node : able) {
      candidates.add(new Candidate(node.name(), node.node().weight(), pools.borrowed(set, node.name())));
    }
    int chosen = routing.selector().select(candidates);
    if (chosen < 0 || chosen >= able.size()) {
      throw new IllegalStateException(
          "The selector of datasource set '" + set + "' chose number " + chosen + " of " + able.size() + " nodes");
    }
    return able.get(chosen);
  }

  /** Whether a session that asks for this may go on at a node where it was before. */
  public boolean mayStay(String name, Requirement requirement) {
    boolean sawElsewhere = requirement.seen().stream().anyMatch(seen -> !seen.node().equals(name));
    if (sawElsewhere || requirement.outstanding() || isUnknown(requirement) || requirement.pin() != null) {
      return false;
    }
    Position bound = requirement.position();
    for (TrackedNode node : nodes) {
      if (node.name().equals(name)) {
        Long lostBefore = requirement.lostBefore();
        return node != writer
            && node.health() != Health.DOWN
            && (bound == null || reaches(node, bound))
            && (lostBefore == null || hasAllUntil(node, lostBefore));
      }
    }
    return false;
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
      for (long rest = WAIT_NANOS; rest > 0 && writer.name().equals(node); rest = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a writer of " + set, "08001", e);
    }
  }

  /** A statement failed because a node is gone or is not what it was. */
  public void suspect(String name, SQLException reason, boolean gone) {
    for (TrackedNode node : nodes) {
      if (node.name().equals(name) && gone && !name.equals(writer.name())) {
        node.failed(String.valueOf(reason.getMessage()));
      }
    }
    probes.values().forEach(Probe::urge);
  }

  /** A catalog was read over this connection: readers serve once they have replayed what it was read from. */
  void catalogRead(@Nullable String schema, Connection connection) throws SQLException {
    catalogs.put(schema == null ? "" : schema, Observation.of(connection).position());
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
      nodes.forEach(this::probe);
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
    if (!running || !nodes.contains(node)) {
      return; // It was asked before, and is asked no more.
    }
    node.answered(said);
    if (node.health() == Health.DOWN) {
      node.judged(Health.LAGGING, null, -1);
    }
    elect();
    if (node == writer) {
      writerAnswered(said);
      writerAsked();
      stopIfIdle();
    }
    if (running) {
      judge(node, said);
    }
    if (!said.exact() && wantedUntil - System.nanoTime() > 0) {
      urgeWriter();
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
    if (!firstRound.isDone() && nodes.stream().allMatch(TrackedNode::wasAsked)) {
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
    probes.forEach(
        (node, probe) -> {
          if (node.name().equals(name)) {
            probe.urge();
          }
        });
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
    for (TrackedNode node : nodes) {
      Observation said = node.confirmed();
      if (node.name().equals(name) && said != null && said.at() - since >= 0) {
        return true;
      }
    }
    return false;
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
    if (node == writer) {
      writerAsked();
      stopIfIdle();
    }
    endFirstRound();
  }

  private void elect() {
    if (routing.multiWriter()) {
      return;
    }
    TrackedNode elected = election.writer(nodes, writer);
    if (elected != writer) {
      writer = elected;
      pools.writer(set, elected.name());
      probes.values().forEach(Probe::urge);
      notifyAll();
    }
  }

  /** Its answer makes certain what a reader said. */
  private void urgeWriter() {
    Probe probe = probes.get(writer);
    if (probe != null) {
      probe.urge();
    }
  }

  private void writerAnswered(Observation said) {
    if (!said.recovering()) {
      history.add(said);
      nodes.forEach(node -> node.confirm(said));
    }
  }

  private void judge(TrackedNode node, Observation said) {
    boolean isWriter = node == writer || writesOf(node);
    String unfit = isWriter ? null : election.unfit(node, said, writer.observation());
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
      nodes.forEach(node -> node.judged(Health.DOWN, "it is not in use, and so not asked", -1));
    }
  }

  // Changes

  synchronized void add(Node node) {
    pools.add(set, node);
    TrackedNode tracked = new TrackedNode(node);
    List<TrackedNode> more = new ArrayList<>(nodes);
    more.add(tracked);
    nodes = List.copyOf(more);
    if (running) {
      probe(tracked);
    }
  }

  synchronized void remove(String name) {
    pools.remove(set, name);
    for (TrackedNode node : nodes) {
      if (node.name().equals(name)) {
        Probe probe = probes.remove(node);
        if (probe != null) {
          probe.stop();
        }
      }
    }
    nodes = nodes.stream().filter(node -> !node.name().equals(name)).toList();
  }

  synchronized void weight(String name, int weight) {
    nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Datasource set '" + set + "' has no node '" + name + "'"))
        .weight(weight);
  }

  /** What is known of the nodes at this moment. */
  List<NodeState> states() {
    return nodes.stream().map(this::state).toList();
  }

  /** The nodes and how they are, for messages. */
  public String description() {
    return nodes.stream()
        .map(
            node ->
                node.name()
                    + " is "
                    + (node == writer ? "the writer" : node.health().name().toLowerCase(Locale.ROOT))
                    + (node.problem() == null ? "" : " (" + node.problem() + ")"))
        .collect(Collectors.joining(", "));
  }

  private NodeState state(TrackedNode node) {
    Observation said = node.observation();
    boolean writes = node == writer || writesOf(node);
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
