package dev.partywall.fleet.internal.registry;

import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what became different since a version. Rows come in portions, however many there are. */
public final class ChangeReader {

  private static final int PORTION = 5_000;
  private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
  private static final String VERSION = "SELECT version FROM partywall.registry";
  private static final String SETTINGS = "SELECT settings::text FROM partywall.registry";
  private static final String TENANTS =
      "SELECT " + TenantRows.TENANT + " FROM partywall.tenant t WHERE t.state IN ('ACTIVE', 'SUSPENDED')";
  private static final String CHANGED_TENANTS =
      "SELECT " + TenantRows.TENANT + " FROM partywall.tenant t WHERE t.version > ?";
  private static final String DOMAINS = "SELECT d.tenant, d.domain FROM partywall.tenant_domain d";
  private static final String CHANGED_DOMAINS =
      DOMAINS + " JOIN partywall.tenant t ON t.id = d.tenant WHERE t.version > ?";

  private final TenantRows rows;

  /**
   * @param kind the kind of the ids
   */
  public ChangeReader(TenantId.Kind kind) {
    this.rows = new TenantRows(kind);
  }

  /**
   * What became different since a version. Everything, if the database does not know the version: it is another one, or
   * was set back.
   *
   * @param connection one without an open transaction
   * @param since {@link Changes#EVERYTHING} for all that there is
   */
  public Changes read(Connection connection, long since) throws SQLException {
    if (since != Changes.EVERYTHING && version(connection) == since) {
      return new Changes(since, since, List.of(), Set.of(), Map.of(), null);
    }
    connection.setAutoCommit(false);
    try {
      Sql.update(connection, SNAPSHOT);
      long version = version(connection);
      return read(connection, version < since ? Changes.EVERYTHING : since, version);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static long version(Connection connection) throws SQLException {
    return Sql.first(connection, row -> row.getLong(1), VERSION)
        .orElseThrow(() -> new IllegalStateException("The table partywall.registry has lost its row"));
  }

  private Changes read(Connection connection, long since, long version) throws SQLException {
    boolean all = since == Changes.EVERYTHING;
    List<Tenant> tenants = new ArrayList<>();
    Set<TenantId> gone = new HashSet<>();
    each(
        connection,
        all ? TENANTS : CHANGED_TENANTS,
        all ? null : since,
        row -> {
          switch (rows.state(row)) {
            case ACTIVE, SUSPENDED -> tenants.add(rows.tenant(row));
            case CREATING, DELETED, PURGED -> gone.add(rows.id(row.getString("id")));
          }
        });
    Map<TenantId, List<DomainName>> domains = new HashMap<>();
    each(
        connection,
        all ? DOMAINS : CHANGED_DOMAINS,
        all ? null : since,
        row ->
            domains
                .computeIfAbsent(rows.id(row.getString(1)), _ -> new ArrayList<>(1))
                .add(new DomainName(row.getString(2))));
    Map<String, Object> settings = Sql.first(connection, row -> Json.read(row.getString(1)), SETTINGS).orElse(Map.of());
    return new Changes(since, version, tenants, gone, domains, settings);
  }

  /** What is done with a row. */
  @FunctionalInterface
  private interface Each {
    void row(ResultSet row) throws SQLException;
  }

  private static void each(Connection connection, String sql, @Nullable Long since, Each each) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(PORTION);
      if (since != null) {
        statement.setLong(1, since);
      }
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          each.row(found);
        }
      }
    }
  }
}
