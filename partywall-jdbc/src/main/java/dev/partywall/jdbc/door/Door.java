package dev.partywall.jdbc.door;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Scope;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.core.consistency.Sessions;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.TenantsApartException;
import dev.partywall.jdbc.door.TenantDataSource.Span;
import dev.partywall.jdbc.internal.catalog.Catalogs;
import dev.partywall.jdbc.internal.pool.Pools;
import dev.partywall.jdbc.internal.replica.Replicas;
import dev.partywall.sql.BindPlan.TenantLiteral;
import dev.partywall.sql.Catalog;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.guard.SqlGuard;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all logical connections of a data source share. */
record Door(
    Router router,
    Pools pools,
    Catalogs catalogs,
    Span span,
    DoorListener listener,
    Exceptions exceptions,
    Sessions sessions,
    Replicas replicas,
    WritesUnderReadIntent writesUnderReadIntent,
    ChangeListeners changeListeners) {

  private static final int EXCERPT = 60;

  /** Why a statement is refused that may be refused no more once the catalog is the newest. */
  private static final Set<Reason> BY_CATALOG =
      Set.of(
          Reason.UNKNOWN_RELATION,
          Reason.RELATION_NOT_ALLOWED,
          Reason.FUNCTION_NOT_ALLOWED,
          Reason.COMMON_TABLE_WRITE,
          Reason.TENANT_TABLE_BY_HOST,
          Reason.DISCRIMINATOR_UNPROVEN,
          Reason.SHAPE_NOT_SUPPORTED);

  /** Knows no table and so proves nothing; it only reads names out of a text. */
  private static final SqlGuard READER =
      new SqlGuard(new Catalog("tenant_id", List.of(), Map.of(), List.of()), GuardPolicy.STRICT);

  /**
   * The way of the running block.
   *
   * @param last the way found before
   * @param entryPoint what was called, for messages
   * @param sql the statement that is to run, for messages
   * @throws NoTenancyException where no tenancy is bound
   */
  Route route(@Nullable Route last, String entryPoint, String sql) {
    try {
      Route route = router.current(last);
      return route == null ? unbound(last, entryPoint, sql) : route;
    } catch (TenantsApartException e) {
      listener.refused(Scope.current().tenancy(), e);
      throw e;
    }
  }

  /** Where the guard only reports, work that says not whom it is for goes where the host's work goes. */
  private Route unbound(@Nullable Route last, String entryPoint, String sql) {
    Route host = router.host();
    if (!exceptions.reportOnly() || last == null || !last.leadsWhere(host)) {
      GuardedStatement _ = exceptions.unproven(null, sql, new NoTenancyException(entryPoint, READER.tablesNamed(sql)));
    }
    return host;
  }

  /**
   * A statement that stays on its way.
   *
   * @throws StatementRefusedException if that is not proven
   * @throws TenantMismatchException if its text names another tenant
   */
  GuardedStatement guard(Route route, String sql) throws SQLException {
    if (exceptions.reportOnly() && router.current(route) == null) {
      return SqlGuard.asWritten(sql);
    }
    try {
      return exceptions.proven(route.tenancy(), sql, proven(route, sql));
    } catch (PartywallException e) {
      return exceptions.unproven(route.tenancy(), sql, e);
    }
  }

  private GuardedStatement proven(Route route, String sql) throws SQLException {
    GuardedStatement guarded = guarded(route, sql);
    requireReadOnlyAcross(route, guarded, sql);
    for (TenantLiteral literal : guarded.binds().tenantLiterals()) {
      if (!route.owns(literal.value())) {
        throw new TenantMismatchException(route.tenant(), literal.value(), literal.where());
      }
    }
    return guarded;
  }

  /** The guard refuses writes; a function that may write it lets pass where it is allowed by name. */
  private static void requireReadOnlyAcross(Route route, GuardedStatement guarded, String sql) {
    boolean across = route.reach() == Reach.ACROSS || route.reach() == Reach.ACROSS_ALL;
    if (across && guarded.effect().mayWrite()) {
      throw new StatementRefusedException(
          Reason.READ_ONLY_REACH,
          0,
          sql.substring(0, Math.min(sql.length(), EXCERPT)),
          null,
          "Bind the one tenant that it writes for.");
    }
  }

  private GuardedStatement guarded(Route route, String sql) throws SQLException {
    SqlGuard guard = guardOf(route);
    try {
      return guard.guard(sql, route.reach());
    } catch (StatementRefusedException e) {
      // What it names may be newer than what is known of the database.
      if (BY_CATALOG.contains(e.reason())
          && catalogs.isOutOfDate(route.location().datasource(), route.schema(), guard)) {
        return guardOf(route).guard(sql, route.reach());
      }
      throw e;
    }
  }

  /** What is known of the database on a way. */
  Catalog catalog(Route route) throws SQLException {
    return guardOf(route).catalog();
  }

  private SqlGuard guardOf(Route route) throws SQLException {
    return catalogs.guard(route.location().datasource(), route.schema());
  }

  /** Tells of a refusal that another part of the door decided on, and gives it back to be thrown. */
  <X extends PartywallException> X refused(Route route, X reason) {
    listener.refused(route.tenancy(), reason);
    return reason;
  }

  /** The schema of a database was changed through this door: the guards must know. */
  void schemaChanged() {
    catalogs.refresh();
  }
}
