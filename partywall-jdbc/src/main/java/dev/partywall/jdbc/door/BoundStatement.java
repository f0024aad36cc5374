package dev.partywall.jdbc.door;

import dev.partywall.core.TenantMismatchException;
import dev.partywall.jdbc.TenancyChangedException;
import dev.partywall.jdbc.internal.forward.Binding;
import dev.partywall.jdbc.internal.pool.Identity;
import dev.partywall.jdbc.internal.pool.IdentityChange;
import dev.partywall.jdbc.internal.replica.Choice;
import dev.partywall.sql.BindPlan;
import dev.partywall.sql.BindPlan.TenantParameter;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A guarded statement prepared on a physical connection, with the tenant in it; it belongs to the tenancy it was made
 * in.
 */
final class BoundStatement<S extends PreparedStatement> implements Binding {

  private final Execution execution;
  private final Route route;
  private final GuardedStatement guarded;
  private final Preparation<S> preparation;
  private final boolean takesTenant;

  /** What was given, if the statement may have to be run on another node or without a prefix; otherwise null. */
  private final @Nullable Parameters parameters;

  private Participant participant;

  /** Read by others to cancel. */
  private volatile S physical;

  private @Nullable IdentityChange prefix;

  /** How many parameters the prefix has. */
  private int shift;

  private @Nullable PreparedStatement described;
  private boolean fetches;
  private boolean closed;

  /**
   * @param prefix the change of identity that a statement before the guarded one makes; null if there is none
   */
  BoundStatement(
      Execution execution,
      Route route,
      GuardedStatement guarded,
      Participant participant,
      Preparation<S> preparation,
      S physical,
      @Nullable IdentityChange prefix) {
    this.execution = execution;
    this.route = route;
    this.guarded = guarded;
    this.participant = participant;
    this.preparation = preparation;
    this.parameters =
        prefixedWrite(guarded, prefix) || (guarded.effect() == Effect.READ && execution.movable(route))
            ? new Parameters(guarded.binds().callerCount())
            : null;
    this.physical = physical;
    this.prefix = prefix;
    this.shift = prefix == null ? 0 : 1;
    this.takesTenant = !guarded.binds().tenantParameters().isEmpty();
    participant.opened();
  }

  /** A prefix that is given up where it cannot be, unlike that of a query. */
  private static boolean prefixedWrite(GuardedStatement guarded, @Nullable IdentityChange prefix) {
    return prefix != null && guarded.effect() == Effect.WRITE;
  }

  @Override
  public Connection connection() {
    return execution.connection();
  }

  Route route() {
    return route;
  }

  GuardedStatement guarded() {
    return guarded;
  }

  @Override
  public S physical() {
    return physical;
  }

  @Override
  public void remember(int parameter, Setter setter) {
    if (parameters != null) {
      parameters.remember(parameter, setter);
    }
  }

  @Override
  public void beforeOnce() throws SQLException {
    if (prefixedWrite(guarded, prefix)) {
      dropPrefix();
    }
  }

  @Override
  public void rememberOnce(int parameter) {
    if (parameters != null) {
      parameters.rememberOnce();
    }
  }

  @Override
  public void forget() {
    if (parameters != null) {
      parameters.forget();
    }
  }

  /** Where the caller's parameter is; 0 for one whose value can only be the tenant's id. */
  @Override
  public int place(int parameter) throws SQLException {
    BindPlan binds = guarded.binds();
    if (parameter < 1 || parameter > binds.callerCount()) {
      throw noParameter(parameter, binds);
    }
    return takesTenant && tenantParameter(parameter) != null ? 0 : shift + binds.position(parameter);
  }

  static SQLException noParameter(int parameter, BindPlan binds) {
    return new SQLException(
        "There is no parameter " + parameter + "; the statement has " + binds.callerCount() + ", counted from 1",
        "22023");
  }

  /**
   * Takes the caller's value for a discriminator. NULL means the tenant itself: a mapper that knows the column and does
   * not fill it gets what the database would hold anyway.
   *
   * @throws TenantMismatchException if the value is another tenant's
   */
  @Override
  public void bindTenant(int parameter, @Nullable Object value) throws SQLException {
    if (value != null && !route.owns(value)) {
      TenantParameter given = tenantParameter(parameter);
      String where = given == null ? "?" : given.where();
      throw execution.refused(route, new TenantMismatchException(route.tenant(), value, where));
    }
    route.bind(physical, shift + guarded.binds().position(parameter));
    remember(parameter, route::bind);
  }

  private @Nullable TenantParameter tenantParameter(int parameter) {
    for (TenantParameter candidate : guarded.binds().tenantParameters()) {
      if (candidate.parameter() == parameter) {
        return candidate;
      }
    }
    return null;
  }

  /** Binds whose rows the statement may touch. */
  @Override
  public void bindTenants() throws SQLException {
    if (prefix != null) {
      physical.setString(1, prefix.to().tenant());
    }
    BindPlan binds = guarded.binds();
    for (int i = 0; i < binds.tenantCount(); i++) {
      route.bind(physical, shift + binds.tenantPosition(i));
    }
  }

  /**
   * Runs the driver's statement.
   *
   * @throws TenancyChangedException if the running block has another tenancy than the statement; nothing has run
   */
  @Override
  public <R> R run(String entryPoint, Run<R> run) throws SQLException {
    requireSameTenancy(entryPoint);
    if (guarded.effect() == Effect.READ && parameters != null) {
      followSession(parameters);
    }
    about();
    R result;
    try {
      result =
          execution.records(participant, guarded.effect())
              ? execution.recorded(participant, () -> onSomeNode(run))
              : onSomeNode(run);
    } catch (SQLException e) {
      execution.failed(route, participant, guarded.effect(), e);
      throw e;
    }
    ran();
    return result;
  }

  private void ran() {
    if (guarded.effect() == Effect.READ) {
      execution.read(participant);
      return;
    }
    execution.wrote(participant, guarded.effect(), true);
    if (guarded.effect() == Effect.DDL) {
      execution.schemaChanged();
    }
  }

  private void about() throws SQLException {
    execution.running(participant, route, guarded);
    Identity identity = route.identity();
    if (identity != null && prefixedWrite(guarded, prefix) && participant.change(identity) == null) {
      dropPrefix();
    }
    fetches = identity != null && physical.getFetchSize() > 0;
    if (prefix != null) {
      participant.changing(prefix);
    } else if (identity != null) {
      participant.identify(identity);
    }
  }

  /** What the session wrote since the statement was prepared must be where it runs. */
  private void followSession(Parameters given) throws SQLException {
    Choice choice = execution.elsewhere(route, participant);
    if (choice == null) {
      return;
    }
    if (!given.onlyOnce()) {
      move(execution.join(route, guarded.effect(), Set.of()), given);
    } else {
      throw new SQLException(
          "The statement was prepared on a reader that does not show what its session wrote since ("
              + choice.reason().code()
              + "), and cannot be moved, since a parameter is a stream; prepare it after the write",
          "0A000");
    }
  }

  /** Prepares the statement on another connection, with all that was set and given. */
  private void move(Participant other, Parameters given) throws SQLException {
    if (other != participant) {
      prepareAgain(other, Execution.prefix(route, guarded, other, preparation), given);
    }
  }

  /** From now on without what stands before it. */
  private void dropPrefix() throws SQLException {
    if (parameters != null) {
      prepareAgain(participant, null, parameters);
    }
  }

  private void prepareAgain(Participant other, @Nullable IdentityChange othersPrefix, Parameters given)
      throws SQLException {
    String text = othersPrefix == null ? guarded.text() : othersPrefix.prefix() + guarded.text();
    S before = physical;
    S next = preparation.prepare(other.connection(), text);
    try {
      StatementSettings.copy(before, next);
    } catch (Throwable t) {
      next.close();
      throw t;
    }
    participant.closed();
    other.opened();
    participant = other;
    physical = next;
    prefix = othersPrefix;
    shift = othersPrefix == null ? 0 : 1;
    closeQuietly(before);
    if (described != null) {
      closeQuietly(described);
      described = null;
    }
    bindTenants();
    for (int parameter = 1; parameter <= given.count(); parameter++) {
      Setter setter = given.get(parameter);
      if (setter != null) {
        setter.set(next, shift + guarded.binds().position(parameter));
      }
    }
  }

  private static void closeQuietly(Statement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      // Its connection is gone, or is closed later.
    }
  }

  /** Runs it, and if it is a read that its reader could not run, once more on another node. */
  private <R> R onSomeNode(Run<R> run) throws SQLException {
    Participant first = participant;
    try {
      return run.run();
    } catch (SQLException e) {
      Participant other =
          guarded.effect() != Effect.READ || parameters == null || parameters.onlyOnce()
              ? null
              : execution.instead(route, first, e);
      if (other == null || parameters == null) {
        throw e;
      }
      try {
        move(other, parameters);
        execution.moved(first);
        about();
        return run.run();
      } catch (SQLException again) {
        again.addSuppressed(e);
        throw again;
      }
    }
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    if (prefix == null) {
      return physical.executeQuery();
    }
    if (!execute()) {
      throw new SQLException("The statement returned no rows; use executeUpdate or execute", "02000");
    }
    return physical.getResultSet();
  }

  @Override
  public long executeUpdate() throws SQLException {
    if (prefix == null) {
      return physical.executeLargeUpdate();
    }
    if (execute()) {
      throw new SQLException("The statement returned rows; use executeQuery or execute", "0100E");
    }
    return physical.getLargeUpdateCount();
  }

  @Override
  public boolean execute() throws SQLException {
    boolean rows = physical.execute();
    if (prefix == null) {
      return rows;
    }
    participant.changed(prefix);
    return physical.getMoreResults();
  }

  @Override
  public void beforeBatch() throws SQLException {
    requireSameTenancy("PreparedStatement.addBatch");
    if (prefixedWrite(guarded, prefix)) {
      dropPrefix();
    } else if (prefix != null) {
      throw new SQLException("A query returns rows and cannot be part of a batch", "0A000");
    }
  }

  private void requireSameTenancy(String entryPoint) throws SQLException {
    Route current = execution.route(entryPoint, guarded.text());
    if (!route.leadsWhere(current)) {
      throw execution.refused(
          current, new TenancyChangedException("A statement", route.tenancy().label(), current.tenancy().label()));
    }
  }

  /** The statement without what stands before it, to ask the server about. */
  @Override
  public PreparedStatement described() throws SQLException {
    execution.connection().checkOpen();
    participant.enter(route.location());
    if (prefix == null) {
      return physical;
    }
    if (described == null) {
      described = participant.connection().prepareStatement(guarded.text());
    }
    return described;
  }

  @Override
  public ResultSet rows(Statement owner, ResultSet rows) {
    return new LogicalResultSet(execution, owner, route.reach(), rows, cursor());
  }

  /** This, if its rows may be fetched later, when statements could run as somebody else; otherwise null. */
  @Nullable BoundStatement<S> cursor() {
    return fetches ? this : null;
  }

  /** More rows of it may be fetched now: as whom the statement ran. */
  void beforeFetch() throws SQLException {
    Identity identity = route.identity();
    if (identity != null) {
      participant.identify(identity);
    }
  }

  @Override
  public <T> T value(T driversObject) throws SQLException {
    return DriverObjects.opened(driversObject, execution, route.reach());
  }

  @Override
  public ParameterMetaData parameters(ParameterMetaData drivers) {
    return new LogicalParameterMetaData(drivers, guarded.binds());
  }

  @Override
  public void refuseLargeObject() throws SQLException {
    DriverObjects.refuseLargeObject(route.reach());
  }

  @Override
  public @Nullable Object object(@Nullable Object x) throws SQLException {
    if (x instanceof Blob || x instanceof Clob) {
      refuseLargeObject();
    }
    return x instanceof LogicalArray array ? array.delegate() : x;
  }

  @Override
  public @Nullable Object object(@Nullable Object x, int sqlType) throws SQLException {
    if (x != null && (sqlType == Types.BLOB || sqlType == Types.CLOB || sqlType == Types.NCLOB)) {
      refuseLargeObject();
    }
    return object(x);
  }

  @Override
  public @Nullable Array array(@Nullable Array x) {
    return x instanceof LogicalArray array ? array.delegate() : x;
  }

  @Override
  public boolean isClosed() throws SQLException {
    return closed || physical.isClosed();
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      participant.closed();
      if (described != null) {
        described.close();
      }
      physical.close();
    }
  }
}
