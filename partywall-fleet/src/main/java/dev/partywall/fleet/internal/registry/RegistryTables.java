package dev.partywall.fleet.internal.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantSession;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantNameTakenException;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.Tenants.AuditEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the registry's tables, within the transaction of a connection of the caller's ({@code READ
 * COMMITTED}). All changes come one after another: each takes the registry's row first, and keeps it until its
 * transaction ends, so that it is known who has which name; a transaction that changes something is to be short. Who
 * reads before he changes calls {@link #lock} before both.
 */
public final class RegistryTables {

  private static final String FROM_TENANT = " FROM partywall.tenant t ";
  private static final String SELECT = "SELECT " + TenantRows.REGISTERED + FROM_TENANT;

  private final TenantRows rows;
  private final TenantIds ids;
  private final Reservations reservations;

  /**
   * @param kind the kind of the ids
   * @param reservations what cannot be given to tenants
   */
  public RegistryTables(TenantId.Kind kind, Reservations reservations) {
    this.rows = new TenantRows(kind);
    this.ids = new TenantIds(kind, reservations);
    this.reservations = reservations;
  }

  /** Lets nobody else change anything until the transaction ends. */
  public void lock(Connection connection) throws SQLException {
    Sql.list(connection, row -> row, "SELECT 1 FROM partywall.registry FOR UPDATE");
  }

  /** The id that a new tenant asks for, or one that is free. It is not taken before {@link #insert}. */
  public TenantId id(Connection connection, NewTenant wanted) throws SQLException {
    TenantId given = wanted.id();
    return given != null ? ids.checked(given) : ids.next(connection, wanted.name());
  }

  /**
   * Writes down a tenant that is going to be made.
   *
   * @throws TenantNameTakenException if its name, its id or one of its domains is taken or reserved
   */
  public RegisteredTenant insert(Connection connection, NewTenant wanted, TenantId id, Placement placement)
      throws SQLException {
    long version = next(connection);
    requireFree(connection, id);
    requireFree(connection, wanted.name(), null);
    requireAlone(connection, placement, id);
    Sql.update(
        connection,
        """
        INSERT INTO partywall.tenant
          (id, name, slug, title, state, placement, datasource, schema_name, settings, version)
        VALUES (?, ?, ?, ?, 'CREATING', ?, ?, ?, ?::jsonb, ?)
        """,
        id.toString(),
        wanted.name().toString(),
        wanted.name().canonical(),
        wanted.title(),
        Placements.kind(placement),
        placement.datasource().value(),
        Placements.schema(placement),
        Json.write(wanted.settings()),
        version);
    own(connection, id, wanted.domains());
    return required(connection, id);
  }

  /** Forgets a tenant that could not be made: its name and id are free again. */
  public void remove(Connection connection, TenantId id) throws SQLException {
    next(connection);
    Sql.update(connection, "DELETE FROM partywall.tenant WHERE id = ? AND state = 'CREATING'", id.toString());
  }

  /**
   * Gives a tenant another state, and unless it was being made another epoch. A purged one has no domains.
   *
   * @param purgeAfter from when on its data may be removed; null if they may not
   */
  public RegisteredTenant state(Connection connection, TenantId id, TenantState state, @Nullable Instant purgeAfter)
      throws SQLException {
    long version = next(connection);
    Sql.update(
        connection,
        """
        UPDATE partywall.tenant
        SET epoch = epoch + CASE WHEN state = 'CREATING' THEN 0 ELSE 1 END, state = ?, purge_after = ?::timestamptz,
          changed_at = now(), version = ?
        WHERE id = ?
        """,
        state.name(),
        purgeAfter,
        version,
        id.toString());
    if (state == TenantState.PURGED) {
      own(connection, id, Set.of());
    }
    return required(connection, id);
  }

  /** Says that a tenant's data are elsewhere. */
  public RegisteredTenant place(Connection connection, TenantId id, Placement placement) throws SQLException {
    long version = next(connection);
    requireAlone(connection, placement, id);
    Sql.update(
        connection,
        """
        UPDATE partywall.tenant
        SET epoch = epoch + CASE WHEN state = 'CREATING' THEN 0 ELSE 1 END, placement = ?, datasource = ?,
          schema_name = ?, changed_at = now(), version = ?
        WHERE id = ?
        """,
        Placements.kind(placement),
        placement.datasource().value(),
        Placements.schema(placement),
        version,
        id.toString());
    return required(connection, id);
  }

  /**
   * Changes what a tenant is called and has of its own.
   *
   * @throws TenantNameTakenException if the name or a domain is taken or reserved
   * @throws TenantNotFoundException if there is no such tenant
   */
  public RegisteredTenant change(Connection connection, TenantId id, TenantChange change) throws SQLException {
    long version = next(connection);
    TenantName name = change.name();
    if (name != null) {
      requireFree(connection, name, id);
    }
    Map<String, Object> settings = change.settings();
    Sql.update(
        connection,
        """
        UPDATE partywall.tenant
        SET name = coalesce(?, name), slug = coalesce(?, slug), title = coalesce(?, title),
          settings = coalesce(?::jsonb, settings), changed_at = now(), version = ?
        WHERE id = ?
        """,
        name == null ? null : name.toString(),
        name == null ? null : name.canonical(),
        change.title(),
        settings == null ? null : Json.write(settings),
        version,
        id.toString());
    RegisteredTenant changed = required(connection, id);
    Set<DomainName> domains = change.domains();
    if (domains == null) {
      return changed;
    }
    own(connection, id, domains);
    return required(connection, id);
  }

  /** Notes to which schema a tenant's data were migrated. */
  public void fingerprint(Connection connection, TenantId id, String fingerprint) throws SQLException {
    Sql.update(connection, "UPDATE partywall.tenant SET fingerprint = ? WHERE id = ?", fingerprint, id.toString());
  }

  /** A tenant, whatever its state unless it is purged. */
  public Optional<RegisteredTenant> find(Connection connection, TenantId id) throws SQLException {
    return Sql.first(connection, rows::registered, SELECT + "WHERE t.id = ? AND t.state <> 'PURGED'", id.toString());
  }

  /** A tenant of this name, whatever its state unless it is purged. */
  public Optional<RegisteredTenant> find(Connection connection, TenantName name) throws SQLException {
    return Sql.first(
        connection, rows::registered, SELECT + "WHERE t.slug = ? AND t.state <> 'PURGED'", name.canonical());
  }

  /** Tenants by name, as {@link dev.partywall.fleet.Tenants#list}. */
  public List<RegisteredTenant> list(
      Connection connection, @Nullable String text, @Nullable TenantState state, @Nullable TenantName after, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        rows::registered,
        SELECT
            + """
            WHERE (t.state = ?::text OR (?::text IS NULL AND t.state <> 'PURGED'))
              AND (?::text IS NULL OR strpos(t.slug, lower(?::text)) > 0 OR strpos(lower(t.title), lower(?::text)) > 0)
              AND t.slug > coalesce(?, '')
            ORDER BY t.slug LIMIT ?
            """,
        state == null ? null : state.name(),
        state == null ? null : state.name(),
        text,
        text,
        text,
        after == null ? null : after.canonical(),
        limit);
  }

  /** The host's own settings. */
  public Map<String, Object> hostSettings(Connection connection) throws SQLException {
    return Sql.first(connection, row -> Json.read(row.getString(1)), "SELECT settings::text FROM partywall.registry")
        .orElse(Map.of());
  }

  /** Gives the host other settings. */
  public void hostSettings(Connection connection, Map<String, Object> settings) throws SQLException {
    next(connection);
    Sql.update(connection, "UPDATE partywall.registry SET settings = ?::jsonb", Json.write(settings));
  }

  /**
   * Writes down what is done, as done by the user of the running block's session.
   *
   * @param tenant to whom; null for the host's own
   */
  public void audit(
      Connection connection,
      @Nullable TenantId tenant,
      String action,
      @Nullable String reason,
      Map<String, Object> details)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO partywall.audit (actor, tenant, action, reason, details) VALUES (?, ?, ?, ?, ?::jsonb)",
        TenantSession.current().user().orElse("system"),
        tenant == null ? null : tenant.toString(),
        action,
        reason,
        Json.write(details));
  }

  /** What was done, as {@link dev.partywall.fleet.Tenants#audit}. */
  public List<AuditEntry> audit(Connection connection, @Nullable TenantId tenant, @Nullable Long before, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        this::auditEntry,
        """
        SELECT id, at, actor, tenant, action, reason, details::text FROM partywall.audit
        WHERE (?::text IS NULL OR tenant = ?) AND id < coalesce(?, 9223372036854775807)
        ORDER BY id DESC LIMIT ?
        """,
        tenant == null ? null : tenant.toString(),
        tenant == null ? null : tenant.toString(),
        before,
        limit);
  }

  private AuditEntry auditEntry(ResultSet row) throws SQLException {
    String tenant = row.getString("tenant");
    return new AuditEntry(
        row.getLong("id"),
        Objects.requireNonNull(TenantRows.instant(row, "at"), "at"),
        row.getString("actor"),
        tenant == null ? null : rows.id(tenant),
        row.getString("action"),
        row.getString("reason"),
        Json.read(row.getString("details")));
  }

  /** Takes the registry's row, and tells everybody who listens as soon as the transaction is committed. */
  private static long next(Connection connection) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            """
            UPDATE partywall.registry SET version = version + 1
            RETURNING version, pg_notify('partywall_registry', version::text)
            """)
        .orElseThrow(() -> new IllegalStateException("The table partywall.registry has lost its row"));
  }

  private RegisteredTenant required(Connection connection, TenantId id) throws SQLException {
    return Sql.first(connection, rows::registered, SELECT + "WHERE t.id = ?", id.toString())
        .orElseThrow(() -> new TenantNotFoundException(id));
  }

  private void requireFree(Connection connection, TenantId id) throws SQLException {
    String why = reservations.against(id);
    if (why == null) {
      why = Sql.first(connection, this::owner, SELECT + "WHERE t.id = ?", id.toString()).orElse(null);
    }
    if (why != null) {
      throw new TenantNameTakenException("id", id.toString(), why);
    }
  }

  /**
   * @param of who may have it already; null for nobody
   */
  private void requireFree(Connection connection, TenantName name, @Nullable TenantId of) throws SQLException {
    String why = reservations.against(name);
    if (why == null) {
      why =
          Sql.first(
                  connection,
                  this::owner,
                  SELECT + "WHERE t.slug = ? AND t.state <> 'PURGED' AND t.id <> coalesce(?, '')",
                  name.canonical(),
                  of == null ? null : of.toString())
              .orElse(null);
    }
    if (why != null) {
      throw new TenantNameTakenException("name", name.toString(), why);
    }
  }

  /** A set or schema is a tenant's own only if nobody else is there. */
  private void requireAlone(Connection connection, Placement placement, TenantId of) throws SQLException {
    if (placement instanceof Placement.Shared) {
      return;
    }
    String schema = Placements.schema(placement);
    String why =
        Sql.first(
                connection,
                this::owner,
                SELECT
                    + """
                    WHERE t.placement = ? AND t.datasource = ? AND t.schema_name IS NOT DISTINCT FROM ?
                      AND t.state <> 'PURGED' AND t.id <> ?
                    """,
                Placements.kind(placement),
                placement.datasource().value(),
                schema,
                of.toString())
            .orElse(null);
    if (why != null) {
      throw new TenantNameTakenException(
          schema == null ? "datasource" : "schema", schema == null ? placement.datasource().value() : schema, why);
    }
  }

  private void own(Connection connection, TenantId id, Set<DomainName> domains) throws SQLException {
    Sql.update(connection, "DELETE FROM partywall.tenant_domain WHERE tenant = ?", id.toString());
    for (DomainName domain : domains.stream().sorted().toList()) {
      requireFree(connection, domain);
      Sql.update(connection, "INSERT INTO partywall.tenant_domain VALUES (?, ?)", domain.value(), id.toString());
    }
  }

  private void requireFree(Connection connection, DomainName domain) throws SQLException {
    String why = reservations.against(domain);
    if (why == null) {
      why =
          Sql.first(
                  connection,
                  this::owner,
                  SELECT + "JOIN partywall.tenant_domain o ON o.tenant = t.id WHERE o.domain = ?",
                  domain.value())
              .orElse(null);
    }
    if (why != null) {
      throw new TenantNameTakenException("domain", domain.value(), why);
    }
  }

  private String owner(ResultSet row) throws SQLException {
    return "it is that of the tenant '"
        + row.getString("name")
        + "' (id "
        + row.getString("id")
        + "), which is "
        + rows.state(row);
  }
}
