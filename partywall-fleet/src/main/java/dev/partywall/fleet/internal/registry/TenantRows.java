package dev.partywall.fleet.internal.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes tenants of rows. */
public final class TenantRows {

  /** How this store is named in errors. */
  public static final String STORE = "registry";

  /** What {@link #tenant} reads. */
  static final String TENANT =
      "t.id, t.name, t.title, t.state, t.placement, t.datasource, t.schema_name, t.epoch,"
          + " nullif(t.settings, '{}')::text AS settings";

  /** What {@link #registered} reads. */
  static final String REGISTERED =
      TENANT
          + ", t.created_at, t.changed_at, t.purge_after, t.version,"
          + " ARRAY(SELECT d.domain FROM partywall.tenant_domain d WHERE d.tenant = t.id) AS domains";

  private final TenantId.Kind kind;
  private final Placements placements = new Placements();

  /**
   * @param kind the kind of the ids
   */
  public TenantRows(TenantId.Kind kind) {
    this.kind = kind;
  }

  TenantId id(String text) {
    try {
      return kind.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "The registry has a tenant of the id '" + text + "', while ids are of kind " + kind + " here", e);
    }
  }

  TenantState state(ResultSet row) throws SQLException {
    return TenantState.valueOf(row.getString("state"));
  }

  /** What everybody sees of a tenant. One that is being made is active for who makes it. */
  Tenant tenant(ResultSet row) throws SQLException {
    TenantName name = TenantName.of(row.getString("name"));
    String title = row.getString("title");
    return new Tenant(
        id(row.getString("id")),
        name,
        title.equals(name.toString()) ? name.toString() : title,
        switch (state(row)) {
          case CREATING, ACTIVE -> TenantStatus.ACTIVE;
          case SUSPENDED, DELETED, PURGED -> TenantStatus.SUSPENDED;
        },
        placements.read(row.getString("placement"), row.getString("datasource"), row.getString("schema_name")),
        row.getLong("epoch"),
        Json.read(row.getString("settings")));
  }

  RegisteredTenant registered(ResultSet row) throws SQLException {
    String[] domains = (String[]) row.getArray("domains").getArray();
    Set<DomainName> owned = Arrays.stream(domains).map(DomainName::new).collect(Collectors.toUnmodifiableSet());
    Instant created = instant(row, "created_at");
    Instant changed = instant(row, "changed_at");
    if (created == null || changed == null) {
      throw new IllegalStateException("A tenant's row lacks its times");
    }
    return new RegisteredTenant(
        tenant(row), state(row), owned, created, changed, instant(row, "purge_after"), row.getLong("version"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
