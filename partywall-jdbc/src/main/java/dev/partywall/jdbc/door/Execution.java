package dev.partywall.jdbc.door;

import dev.partywall.core.PartywallException;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.internal.pool.Identity;
import dev.partywall.jdbc.internal.pool.IdentityChange;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the statements of one logical connection through the door: finds their way, guards, prepares and binds them.
 */
final class Execution {

  private final ConnectionEnvironment connection;
  private final Door door;
  private final ConnectionSettings settings;
  private final UnitOfWork unit;
  private @Nullable Route last;

  Execution(ConnectionEnvironment connection, Door door, ConnectionSettings settings, UnitOfWork unit) {
    this.connection = connection;
    this.door = door;
    this.settings = settings;
    this.unit = unit;
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
    Participant participant = unit.join(route);
    IdentityChange prefix = prefix(route, guarded, participant, preparation);
    String text = prefix == null ? guarded.text() : prefix.prefix() + guarded.text();
    S physical = preparation.prepare(participant.connection(), text);
    BoundStatement<S> bound = new BoundStatement<>(this, route, guarded, participant, physical, prefix);
    try {
      bound.bindTenants();
      return bound;
    } catch (Throwable t) {
      bound.close();
      throw t;
    }
  }

  /**
   * The change of identity that goes to the server in one message with the statement; null if there is none, or it must
   * go before. Only queries take it along: what may be run as a batch must be one statement.
   */
  private static @Nullable IdentityChange prefix(
      Route route, GuardedStatement guarded, Participant participant, Preparation<?> preparation) {
    Identity identity = route.identity();
    return identity == null || guarded.effect() != Effect.READ || !preparation.takesPrefix()
        ? null
        : participant.change(identity);
  }

  GuardedStatement guard(Route route, String sql) throws SQLException {
    return door.guard(route, sql);
  }

  /** A statement is about to run. */
  void running(Participant participant, Route route, GuardedStatement guarded) throws SQLException {
    participant.enter(route.location());
    participant.running(guarded.effect(), !settings.autoCommit());
    if (route.reach() == Reach.ACROSS || route.reach() == Reach.ACROSS_ALL) {
      unit.audit(route);
    }
    door.listener()
        .running(route.tenancy(), participant.set(), participant.node(), RouteReason.ONLY_NODE, guarded.effect());
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
    Participant participant = unit.join(route);
    participant.connection().setAutoCommit(false);
    try {
      batch.run();
      participant.connection().commit();
      participant.connection().setAutoCommit(true);
    } catch (Throwable t) {
      try {
        participant.rollBack();
        participant.connection().setAutoCommit(true);
      } catch (SQLException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
  }

  /** Several statements. */
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
    Route route = door.router().current(last);
    return unit.join(route == null ? door.router().host() : route);
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
