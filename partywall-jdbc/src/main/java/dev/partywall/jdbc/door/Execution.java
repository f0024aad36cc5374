package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Intent;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Scope;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.internal.forward.Binding.Run;
import dev.partywall.jdbc.internal.pool.Failures;
import dev.partywall.jdbc.internal.pool.Identity;
import dev.partywall.jdbc.internal.pool.IdentityChange;
import dev.partywall.jdbc.internal.replica.Choice;
import dev.partywall.jdbc.internal.replica.SetNodes;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the statements of one logical connection through the door: finds their way, guards, prepares and binds them.
 */
final class Execution {

  private final ConnectionEnvironment connection;
  private final Door door;
  private final ConnectionSettings settings;
  private final UnitOfWork unit;
  private final NodeChooser chooser;
  private @Nullable Route last;

  /** Where the statements of a batch run, which are one transaction also in auto-commit mode; otherwise null. */
  private @Nullable Participant together;

  Execution(ConnectionEnvironment connection, Door door, ConnectionSettings settings, UnitOfWork unit) {
    this.connection = connection;
    this.door = door;
    this.settings = settings;
    this.unit = unit;
    this.chooser = new NodeChooser(door, settings, unit);
  }

  /** The caller's connection. */
  ConnectionEnvironment connection() {
    return connection;
  }

  /**
   * The way of the running block.
   *
   * @param entryPoint what was called, for messages
   * @param sql the statement that is to run, for messages
   */
  Route route(String entryPoint, String sql) throws SQLException {
    connection.checkOpen();
    Route route = door.route(last, entryPoint, sql);
    last = route;
    return route;
  }

  /** Guards a text, prepares it where the running block's tenancy lives, and binds the tenant. */
  <S extends PreparedStatement> BoundStatement<S> bind(String entryPoint, String sql, Preparation<S> preparation)
      throws SQLException {
    Route route = route(entryPoint, sql);
    return bind(route, door.guard(route, sql), preparation);
  }

  <S extends PreparedStatement> BoundStatement<S> bind(
      Route route, GuardedStatement guarded, Preparation<S> preparation) throws SQLException {
    checkIntent(route, guarded);
    Participant participant = join(route, guarded.effect(), Set.of());
    IdentityChange prefix = prefix(route, guarded, participant, preparation);
    String text = prefix == null ? guarded.text() : prefix.prefix() + guarded.text();
    S physical = preparation.prepare(participant.connection(), text);
    BoundStatement<S> bound = new BoundStatement<>(this, route, guarded, participant, preparation, physical, prefix);
    try {
      bound.bindTenants();
      return bound;
    } catch (Throwable t) {
      bound.close();
      throw t;
    }
  }

  /**
   * The physical connection for a statement. A reader that does not answer is passed over; and if the writer does not,
   * to which a read was sent while a write of its session was under way, the write may have come to nothing by now.
   *
   * @param excluded nodes that could not run the statement
   */
  Participant join(Route route, Effect effect, Set<String> excluded) throws SQLException {
    if (together != null) {
      return together;
    }
    Set<String> unable = excluded;
    Set<String> asked = Set.of();
    while (true) {
      Choice choice = chooser.choose(route.location(), effect, null, unable);
      try {
        Participant participant = unit.join(route, choice);
        if (choice.holdsOn(participant.openedAt())) {
          return participant;
        }
        if (asked.contains(choice.node())) {
          unable = with(unable, choice.node());
        }
        asked = with(asked, choice.node());
        awaitAsked(route, participant);
      } catch (SQLException e) {
        boolean mayChange = choice.reason().isReader() || choice.reason() == RouteReason.WRITER_SESSION_PENDING;
        if (!mayChange || !Failures.isUnreachable(e) || unable.contains(choice.node())) {
          throw e;
        }
        suspect(route, choice.node(), e);
        unable = with(unable, choice.node());
      }
    }
  }

  private void awaitAsked(Route route, Participant participant) throws SQLException {
    SetNodes nodes = door.replicas().of(route.location().datasource());
    if (nodes != null) {
      nodes.awaitAsked(participant.node(), participant.openedAt());
    }
  }

  private static Set<String> with(Set<String> names, String name) {
    Set<String> more = new HashSet<>(names);
    more.add(name);
    return more;
  }

  private void suspect(Route route, String node, SQLException reason) {
    SetNodes nodes = door.replicas().of(route.location().datasource());
    if (nodes != null) {
      nodes.suspect(node, reason, Failures.isUnreachable(reason));
    }
  }

  /** Whether the set has several nodes, so that a statement may move from one to another. */
  boolean movable(Route route) {
    return door.replicas().of(route.location().datasource()) != null;
  }

  /**
   * Where a read goes that was prepared before, if not there: its session, or its transaction, may have written since.
   *
   * @return null if it may run where it was prepared
   */
  @Nullable Choice elsewhere(Route route, Participant now) throws SQLException {
    Choice choice = chooser.choose(route.location(), Effect.READ, now.node(), Set.of());
    if (choice.node().equals(now.node()) && choice.holdsOn(now.openedAt())) {
      now.chosen(choice);
      return null;
    }
    // The writer shows all that a reader shows.
    return choice.reason().isReader() && !now.reads() ? null : choice;
  }

  /**
   * Where a read can run instead that failed on a reader.
   *
   * @return the connection to another node; null if another one would not help, or something was returned already
   */
  @Nullable Participant instead(Route route, Participant failed, SQLException reason) throws SQLException {
    if (!failed.reads() || !failed.first() || !Failures.mayRunElsewhere(reason)) {
      return null;
    }
    suspect(route, failed.node(), reason);
    if (failed.gone()) {
      unit.leave(failed);
    }
    boolean readOnly = Failures.isReadOnly(reason);
    Participant other = join(route, readOnly ? Effect.LOCKING_READ : Effect.READ, Set.of(failed.node()));
    other.chosen(other.reads() ? RouteReason.READER_RETRY : RouteReason.WRITER_RETRY);
    return other;
  }

  /** What failed runs elsewhere now, and its transaction there has come to nothing. */
  void moved(Participant failed) {
    if (failed.begun()) {
      unit.leave(failed);
    }
  }

  /** A statement failed. If it is the node that is to blame, that is looked at now. */
  void failed(Route route, Participant participant, Effect effect, SQLException reason) {
    boolean demoted = Failures.isReadOnly(reason) && !settings.readOnly();
    if (Failures.isUnreachable(reason) || (demoted && !participant.reads())) {
      suspect(route, participant.node(), reason);
    }
    wrote(participant, effect, false);
  }

  /**
   * A statement ran, or may have; if it is a unit of work of its own, the session is to see what it wrote.
   *
   * @param acknowledged whether it certainly did
   */
  void wrote(Participant participant, Effect effect, boolean acknowledged) {
    if (settings.autoCommit() && together == null && effect.mayWrite()) {
      unit.wrote(participant, acknowledged);
    }
  }

  /** A read has run. */
  void read(Participant participant) {
    if (door.sessions().monotonic() && participant.reason() != RouteReason.ONLY_NODE) {
      door.sessions().saw(Scope.current(), participant.set(), participant.node(), participant.considered());
    }
  }

  private void checkIntent(Route route, GuardedStatement guarded) {
    if (Scope.current().intent() != Intent.READ || !guarded.effect().mayWrite()) {
      return;
    }
    DatasourceName set = route.location().datasource();
    SetNodes nodes = door.replicas().of(set);
    if (nodes != null) {
      door.writesUnderReadIntent().check(route.tenancy(), set, guarded.text(), nodes.routing());
    }
  }

  /**
   * The change of identity that goes to the server in one message with the statement; null if there is none, or it must
   * go before: calls, and what changes the session or the schema, may need a transaction of their own.
   */
  static @Nullable IdentityChange prefix(
      Route route, GuardedStatement guarded, Participant participant, Preparation<?> preparation) {
    Identity identity = route.identity();
    return identity == null || !preparation.takesPrefix() || !takesPrefix(guarded)
        ? null
        : participant.change(identity);
  }

  private static boolean takesPrefix(GuardedStatement guarded) {
    return switch (guarded.effect()) {
      case READ, LOCKING_READ -> true;
      case WRITE -> !guarded.tables().isEmpty(); // calls, COPY and the like have none
      case CALL, DDL, SESSION -> false;
    };
  }

  GuardedStatement guard(Route route, String sql) throws SQLException {
    return door.guard(route, sql);
  }

  /** A statement is about to run. */
  void running(Participant participant, Route route, GuardedStatement guarded) throws SQLException {
    participant.enter(route.location());
    unit.changes().running(participant, route, guarded);
    participant.running(guarded.effect(), !settings.autoCommit());
    if (route.reach() == Reach.ACROSS || route.reach() == Reach.ACROSS_ALL) {
      unit.audit(route);
    }
    door.listener()
        .running(route.tenancy(), participant.set(), participant.node(), participant.reason(), guarded.effect());
  }

  /** Tells of a refusal, and gives it back to be thrown. */
  <X extends PartywallException> X refused(Route route, X reason) {
    return door.refused(route, reason);
  }

  /** A statement that changes the schema ran; in a transaction it counts from the commit on. */
  void schemaChanged() {
    if (settings.autoCommit()) {
      door.schemaChanged();
    }
  }

  /** Runs something as one transaction also in auto-commit mode. */
  void together(Route route, Batch batch) throws SQLException {
    if (!settings.autoCommit()) {
      batch.run();
      return;
    }
    together(join(route, Effect.WRITE, Set.of()), batch);
  }

  private void together(Participant participant, Batch batch) throws SQLException {
    participant.connection().setAutoCommit(false);
    try {
      together = participant;
      batch.run();
      unit.writing(List.of(participant), participant.connection()::commit);
      participant.connection().setAutoCommit(true);
    } catch (Throwable t) {
      try {
        participant.rollBack();
        participant.connection().setAutoCommit(true);
      } catch (SQLException e) {
        t.addSuppressed(e);
      }
      throw t;
    } finally {
      together = null;
    }
  }

  /** Whether a statement that is no part of a transaction must become one, since something is recorded of it. */
  boolean records(Participant participant, Effect effect) {
    return effect == Effect.WRITE
        && settings.autoCommit()
        && together == null
        && door.changeListeners().recorder().records(participant.set());
  }

  /** Runs a statement in one transaction with what is recorded of it. */
  <R> R recorded(Participant participant, Run<R> run) throws SQLException {
    List<R> result = new ArrayList<>(1);
    together(participant, () -> result.add(run.run()));
    return result.getFirst();
  }

  /** Several statements, or one and what is recorded of it. */
  @FunctionalInterface
  interface Batch {
    void run() throws SQLException;
  }

  /**
   * The physical connection to ask about the database: where the running block's tenancy lives, or the host where none
   * is bound.
   */
  Participant participant() throws SQLException {
    connection.checkOpen();
    Route current = door.router().current(last);
    Route route = current == null ? door.router().host() : current;
    Participant joined = unit.any(route.location().datasource());
    if (joined == null) {
      return join(route, Effect.READ, Set.of());
    }
    joined.enter(route.location());
    return joined;
  }

  /** What the caller gets for an object of the driver that was made outside a statement. */
  <T> T value(T driversObject) throws SQLException {
    return DriverObjects.opened(driversObject, this, Reach.TENANT);
  }

  /** Refuses a large object to anybody but the host. */
  void refuseLargeObject() throws SQLException {
    Route route = door.router().current(last);
    DriverObjects.refuseLargeObject(route == null ? Reach.TENANT : route.reach());
  }

  /** The schema of the running block's tenancy, or null if it has none of its own. */
  @Nullable String schema() {
    Route route = door.router().current(last);
    return route == null ? null : route.location().schema();
  }
}
