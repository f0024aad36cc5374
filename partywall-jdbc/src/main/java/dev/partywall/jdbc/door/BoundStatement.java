package dev.partywall.jdbc.door;

import dev.partywall.core.TenantMismatchException;
import dev.partywall.jdbc.TenancyChangedException;
import dev.partywall.jdbc.internal.forward.Binding;
import dev.partywall.jdbc.internal.pool.Identity;
import dev.partywall.jdbc.internal.pool.IdentityChange;
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
import org.jspecify.annotations.Nullable;

/**
 * A guarded statement prepared on a physical connection, with the tenant in it; it belongs to the tenancy it was made
 * in.
 */
final class BoundStatement<S extends PreparedStatement> implements Binding {

  private final Execution execution;
  private final Route route;
  private final GuardedStatement guarded;
  private final Participant participant;
  private final S physical;
  private final boolean takesTenant;
  private final @Nullable IdentityChange prefix;

  /** How many parameters the prefix has. */
  private final int shift;

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
      S physical,
      @Nullable IdentityChange prefix) {
    this.execution = execution;
    this.route = route;
    this.guarded = guarded;
    this.participant = participant;
    this.physical = physical;
    this.prefix = prefix;
    this.shift = prefix == null ? 0 : 1;
    this.takesTenant = !guarded.binds().tenantParameters().isEmpty();
    participant.opened();
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

  S physical() {
    return physical;
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
   * To be called before anything reaches the server.
   *
   * @throws TenancyChangedException if the running block has another tenancy than the statement
   */
  @Override
  public void beforeRun(String entryPoint) throws SQLException {
    requireSameTenancy(entryPoint);
    execution.running(participant, route, guarded);
    Identity identity = route.identity();
    fetches = identity != null && physical.getFetchSize() > 0;
    if (prefix != null) {
      participant.changing(prefix);
    } else if (identity != null) {
      participant.identify(identity);
    }
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    if (prefix == null) {
      return physical.executeQuery();
    }
    execute();
    return physical.getResultSet();
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
    if (prefix != null) {
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

  /** To be called after a run. */
  @Override
  public void afterRun() {
    if (guarded.effect() == Effect.DDL) {
      execution.schemaChanged();
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
