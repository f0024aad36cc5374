package dev.partywall.jdbc.door;

import dev.partywall.core.Change;
import dev.partywall.core.Commit;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.KeyedWrites;
import dev.partywall.core.Position;
import dev.partywall.core.ReadLog;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Work;
import dev.partywall.jdbc.ChangeRecorder;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.internal.pool.Identity;
import dev.partywall.jdbc.internal.replica.SetNodes;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work reads and changes, for those who keep copies. They are told of changes after the commit; where
 * nobody listens nothing is noted.
 */
final class UnitChanges implements Work {

  private final Door door;
  private final ConnectionSettings settings;
  private final UnitOfWork unit;

  // Guarded by this object's lock: caches of other threads of the scope add tasks.
  private List<CommitTask> tasks = List.of();

  private List<Change> changes = List.of();
  private List<SessionWrites> scopes = List.of();

  UnitChanges(Door door, ConnectionSettings settings, UnitOfWork unit) {
    this.door = door;
    this.settings = settings;
    this.unit = unit;
  }

  @Override
  public boolean wrote() {
    return unit.participants().stream().anyMatch(Participant::wrote);
  }

  @Override
  public boolean keepsSnapshot() {
    return !settings.autoCommit() && settings.isolation() >= Connection.TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public synchronized void afterCommit(CommitTask task) {
    tasks = with(tasks, task);
  }

  private void asHost(Participant participant) throws SQLException {
    Identity host = door.router().host().identity();
    if (host != null) {
      participant.identify(host);
    }
  }

  /** What participants wrote is about to be committed: puts that down where it is recorded. */
  void recording(List<Participant> wrote) throws SQLException {
    ChangeRecorder recorder = door.changeListeners().recorder();
    for (Participant participant : wrote) {
      DatasourceName set = participant.set();
      List<Change> ofSet = changes.stream().filter(change -> change.set().equals(set)).toList();
      if (!ofSet.isEmpty() && recorder.records(set)) {
        asHost(participant);
        recorder.record(ofSet, participant.connection());
      }
    }
  }

  /** A transaction begins, or goes on, in the running block's scope. */
  void begin() {
    Scope scope = Scope.current();
    if (door.changeListeners().isEmpty() || scope.equals(Scope.empty())) {
      return;
    }
    SessionWrites writes = scope.writes();
    for (SessionWrites known : scopes) {
      if (known.equals(writes)) {
        return;
      }
    }
    writes.begin(this);
    scopes = with(scopes, writes);
  }

  /** The list, which is made when something is first noted: most units of work note nothing. */
  private static <T> List<T> with(List<T> list, T last) {
    List<T> more = list.isEmpty() ? new ArrayList<>() : list;
    more.add(last);
    return more;
  }

  /** A statement is about to run. */
  void running(Participant participant, Route route, GuardedStatement guarded) throws SQLException {
    if (!settings.autoCommit()) {
      begin();
    }
    ReadLog log = Scope.current().reads();
    if (log != null) {
      note(log, participant, route, guarded);
    }
    if (guarded.effect().mayWrite() && !door.changeListeners().isEmpty() && !OwnFunctionCalls.isOne(guarded)) {
      Change change = change(participant.set(), route, guarded);
      if (!changes.contains(change)) {
        changes = with(changes, change);
      }
    }
  }

  private Change change(DatasourceName set, Route route, GuardedStatement guarded) throws SQLException {
    boolean named = guarded.effect() == Effect.WRITE && !guarded.tables().isEmpty();
    Touched.Changed changed = named ? Touched.changedBy(guarded, door.catalog(route)) : null;
    // What is not proven, and what the host does with functions and the schema, may be about all tenants.
    boolean ofAll = !named && (guarded.effect() != Effect.CALL || route.reach() == Reach.HOST);
    Tenancy whose = ofAll ? Tenancy.acrossAll("what changed is not known", set) : route.tenancy();
    return changed == null
        ? new Change(whose, set, null, Set.of())
        : new Change(whose, set, changed.tables(), told(changed));
  }

  /** The changed table whose keys the writer itself tells; not if more of its rows change than those it writes to. */
  private static Set<String> told(Touched.Changed changed) {
    KeyedWrites keyed = Scope.current().keyed();
    return keyed == null || !changed.tables().contains(keyed.table()) || changed.byOthers().contains(keyed.table())
        ? Set.of()
        : Set.of(keyed.table());
  }

  private void note(ReadLog log, Participant participant, Route route, GuardedStatement guarded) throws SQLException {
    boolean reads = guarded.effect() == Effect.READ || guarded.effect() == Effect.LOCKING_READ;
    boolean ofOne = route.reach() == Reach.TENANT || route.reach() == Reach.HOST;
    Touched touched = Touched.by(guarded, door.catalog(route));
    ReadStamp stamp = stamp(participant, touched);
    if (!reads || !ofOne || touched.hidden() || stamp == null || wrote() || keepsSnapshot()) {
      log.unshareable();
    } else {
      log.read(stamp);
    }
  }

  /** What is read, and how far the node certainly is; null if that must be known and is not. */
  private @Nullable ReadStamp stamp(Participant participant, Touched touched) {
    DatasourceName set = participant.set();
    SetNodes nodes = door.replicas().of(set);
    Optional<Position> floor = Optional.empty();
    if (nodes != null && nodes.routing().consistency() == Consistency.POSITION) {
      floor = Optional.ofNullable(nodes.floor(participant.node(), participant.openedAt()));
      if (floor.isEmpty()) {
        return null;
      }
    }
    return new ReadStamp(Map.of(set, floor), touched.own(), touched.common());
  }

  /**
   * What was changed is committed, or may be.
   *
   * @param positions the token of each set that has positions
   * @return completes when nobody sees what was there before; does not fail
   */
  CompletableFuture<?> committed(Map<DatasourceName, CompletableFuture<SessionToken>> positions) {
    List<Change> told = changes;
    List<CommitTask> after = takeTasks();
    if (told.isEmpty() && after.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    changes = List.of();
    Commit commit = positions.isEmpty() ? Commit.ON_ONE_NODE : new Commit(positions);
    List<CompletableFuture<?>> done = new ArrayList<>();
    if (!told.isEmpty()) {
      done.add(door.changeListeners().changed(List.copyOf(told), commit));
    }
    for (CommitTask task : after) {
      done.add(ChangeListeners.quietly(() -> task.committed(commit)));
    }
    return ChangeListeners.all(done);
  }

  private synchronized List<CommitTask> takeTasks() {
    List<CommitTask> taken = tasks;
    tasks = List.of();
    return taken;
  }

  /** The transaction has ended; what was not told came to nothing. */
  void ended() {
    changes = List.of();
    List<CommitTask> _ = takeTasks();
    for (SessionWrites writes : scopes) {
      writes.end(this);
    }
    scopes = List.of();
  }
}
