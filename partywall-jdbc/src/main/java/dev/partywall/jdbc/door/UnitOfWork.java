package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.jdbc.internal.pool.PhysicalConnection;
import dev.partywall.jdbc.internal.replica.Choice;
import dev.partywall.jdbc.internal.replica.SetNodes;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The physical connections behind a logical one: at most one for each database node. One joins with the first statement
 * for its node, and leaves when the logical connection closes, or earlier when nobody would miss it and another one is
 * needed.
 */
final class UnitOfWork {

  private final Door door;
  private final ConnectionSettings settings;
  private final UnitChanges changes;
  private List<LogicalSavepoint> savepoints = List.of();
  private int savepointIds;
  private @Nullable Route audited;

  /** Replaced, never changed: {@link #abort} reads it from another thread. */
  private volatile List<Participant> participants = List.of();

  UnitOfWork(Door door, ConnectionSettings settings) {
    this.door = door;
    this.settings = settings;
    this.changes = new UnitChanges(door, settings, this);
  }

  /** What it reads and changes, for those who keep copies. */
  UnitChanges changes() {
    return changes;
  }

  List<Participant> participants() {
    return participants;
  }

  /** The connection of a set's writer, if it has joined; null otherwise. */
  @Nullable Participant writer(DatasourceName set) {
    List<Participant> now = participants;
    for (int i = 0; i < now.size(); i++) {
      Participant participant = now.get(i);
      if (participant.set().equals(set) && !participant.reads()) {
        return participant;
      }
    }
    return null;
  }

  /** A connection to a reader of a set that has joined, apart from some; null if there is none. */
  @Nullable Participant reader(DatasourceName set, Set<String> excluded) {
    List<Participant> now = participants;
    for (int i = 0; i < now.size(); i++) {
      Participant participant = now.get(i);
      if (participant.set().equals(set) && participant.reads() && !excluded.contains(participant.node())) {
        return participant;
      }
    }
    return null;
  }

  /** Whatever connection of a set has joined; null if there is none. */
  @Nullable Participant any(DatasourceName set) throws SQLException {
    return find(set, "");
  }

  /** The physical connection for statements on a way, which enters the way's location. */
  Participant join(Route route, Choice choice) throws SQLException {
    Participant participant = find(route.location().datasource(), choice.node());
    if (participant == null) {
      releaseSpare();
      participant = acquire(route, choice);
    } else {
      participant.chosen(choice);
    }
    participant.enter(route.location());
    return participant;
  }

  /**
   * In auto-commit mode a lost connection is replaced; in a transaction its loss is the transaction's.
   *
   * @param node the node's name; empty if any will do
   */
  private @Nullable Participant find(DatasourceName set, String node) throws SQLException {
    List<Participant> now = participants;
    for (int i = 0; i < now.size(); i++) { // without an iterator: this is done for every statement
      Participant participant = now.get(i);
      if (participant.set().equals(set) && (node.isEmpty() || participant.node().equals(node))) {
        if (settings.autoCommit() && participant.gone()) {
          participant.evict();
          remove(participant);
          return null;
        }
        return participant;
      }
    }
    return null;
  }

  /** Lets a connection go on which a statement failed that is to run elsewhere; nothing else was done on it. */
  void leave(Participant participant) {
    remove(participant);
    participant.leave();
  }

  /** The connection turned out not to answer. */
  void lost(Participant participant) {
    if (settings.autoCommit()) {
      participant.evict();
      remove(participant);
    }
  }

  private Participant acquire(Route route, Choice choice) throws SQLException {
    DatasourceName set = route.location().datasource();
    long start = System.nanoTime();
    PhysicalConnection physical;
    try {
      physical = physical(route, choice);
    } catch (SQLException e) {
      door.listener().unavailable(route.tenancy(), set, System.nanoTime() - start, e);
      throw e;
    }
    door.listener().acquired(route.tenancy(), set, System.nanoTime() - start);
    physical.prefer(route.location().schema(), route.identity());
    Participant participant = new Participant(physical, choice);
    try {
      settings.apply(participant);
    } catch (Throwable t) {
      participant.evict();
      throw t;
    }
    add(participant);
    return participant;
  }

  private PhysicalConnection physical(Route route, Choice choice) throws SQLException {
    DatasourceName set = route.location().datasource();
    SetNodes nodes = choice.node().isEmpty() ? null : door.replicas().of(set);
    if (nodes == null) {
      return door.pools().acquire(set, route.tenancy());
    }
    if (choice.reason().isReader()) {
      return door.pools().acquire(set, choice.node(), route.tenancy(), false);
    }
    return nodes.acquireWriter(choice.node(), node -> door.pools().acquire(set, node, route.tenancy(), false));
  }

  private void add(Participant participant) {
    List<Participant> known = participants;
    if (known.isEmpty()) {
      participants = List.of(participant);
    } else {
      participants = Stream.concat(known.stream(), Stream.of(participant)).toList();
    }
  }

  private void remove(Participant participant) {
    participants = participants.stream().filter(p -> p != participant).toList();
  }

  /** Whoever waits for a connection holds none that others could use. */
  private void releaseSpare() {
    for (Participant participant : participants) {
      if (participant.spare()) {
        remove(participant);
        participant.release();
      }
    }
  }

  /** Work across tenants is written down once in a unit of work. */
  void audit(Route route) {
    if (audited == null || !audited.leadsWhere(route)) {
      Audit.log(route);
      audited = route;
    }
  }

  /** Ends or begins to hold transactions; what is open is committed by the caller before. */
  void autoCommit(boolean on) throws SQLException {
    for (Participant participant : participants) {
      participant.ended();
      participant.connection().setAutoCommit(on);
    }
  }

  void commit() throws SQLException {
    boolean changedSchema = participants.stream().anyMatch(Participant::changedSchema);
    List<Participant> wrote = participants.stream().filter(Participant::wrote).toList();
    try {
      writing(wrote, () -> new CommitProtocol(participants).commit(door.span()));
    } finally {
      ended();
    }
    if (changedSchema) {
      door.schemaChanged();
    }
  }

  /** What commits. */
  @FunctionalInterface
  interface Commit {
    void run() throws SQLException;
  }

  /** Commits what participants wrote, and tells their session. */
  void writing(List<Participant> wrote, Commit commit) throws SQLException {
    List<List<Scope>> writers = wrote.stream().map(Participant::writers).toList();
    boolean acknowledged = false;
    changes.recording(wrote);
    try {
      commit.run();
      acknowledged = true;
    } finally {
      // Also if it failed: the server may have committed and not been able to say so.
      wrote(wrote, writers, acknowledged);
    }
  }

  /**
   * What a participant wrote is committed, or may be: the session is to see it.
   *
   * @param acknowledged whether it certainly is
   */
  void wrote(Participant participant, boolean acknowledged) {
    wrote(List.of(participant), List.of(List.of()), acknowledged);
  }

  /**
   * The same for the sessions that wrote: a transaction may end outside the scopes in which its statements ran.
   *
   * @param writers the scopes of each participant's statements
   */
  private void wrote(List<Participant> wrote, List<List<Scope>> writers, boolean acknowledged) {
    Map<DatasourceName, CompletableFuture<SessionToken>> outcomes = new HashMap<>();
    for (Participant participant : wrote) {
      SetNodes nodes = door.replicas().of(participant.set());
      if (nodes != null) {
        outcomes.put(participant.set(), nodes.wrote(participant.node(), acknowledged).toCompletableFuture());
      }
    }
    CompletableFuture<?> copies = changes.committed(outcomes);
    for (int i = 0; i < wrote.size(); i++) {
      CompletableFuture<SessionToken> outcome = outcomes.get(wrote.get(i).set());
      if (outcome != null) {
        tell(wrote.get(i), writers.get(i), outcome.thenCombine(copies, (token, _) -> token));
      }
    }
  }

  private void tell(Participant participant, List<Scope> writers, CompletionStage<SessionToken> outcome) {
    Scope current = Scope.current();
    for (Scope writer : writers) {
      if (!writer.isOfSameSession(current)) {
        door.sessions().wrote(writer, participant.set(), outcome);
      }
    }
    if (writers.isEmpty() || !current.equals(Scope.empty()) || writers.contains(current)) {
      door.sessions().wrote(current, participant.set(), outcome);
    }
  }

  void rollBack() throws SQLException {
    try {
      new CommitProtocol(participants).rollBack();
    } finally {
      ended();
    }
  }

  private void ended() throws SQLException {
    changes.ended();
    savepoints = List.of();
    audited = null;
    for (Participant participant : participants) {
      participant.ended();
      if (participant.gone()) {
        participant.evict();
        remove(participant);
      }
    }
  }

  LogicalSavepoint savepoint(@Nullable String name) throws SQLException {
    LogicalSavepoint savepoint = new LogicalSavepoint(++savepointIds, name);
    for (Participant participant : participants) {
      savepoint.mark(participant);
    }
    savepoints = Stream.concat(savepoints.stream(), Stream.of(savepoint)).toList();
    return savepoint;
  }

  void rollBack(LogicalSavepoint savepoint) throws SQLException {
    forget(savepoint, 1);
    for (Participant participant : participants) {
      savepoint.rollBack(participant);
    }
  }

  void release(LogicalSavepoint savepoint) throws SQLException {
    forget(savepoint, 0);
    for (Participant participant : participants) {
      savepoint.release(participant);
    }
  }

  /** Later savepoints end with an earlier one. */
  private void forget(LogicalSavepoint savepoint, int keep) throws SQLException {
    int at = savepoints.indexOf(savepoint);
    if (at < 0) {
      throw new SQLException(savepoint + " is not, or no longer, of the current transaction", "3B001");
    }
    savepoints = List.copyOf(savepoints.subList(0, at + keep));
  }

  /** Rolls back what is not committed, and gives all connections back. */
  void close() {
    changes.ended();
    List<Participant> leaving = participants;
    participants = List.of();
    leaving.forEach(Participant::leave);
  }

  /** Ends everything at once, from whatever thread. */
  void abort(Executor executor) throws SQLException {
    changes.ended();
    for (Participant participant : participants) {
      participant.connection().abort(executor);
      participant.evict();
    }
  }
}
