package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.fleet.internal.registry.Sql;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The schemas of single tenants. The comment on a schema, which is made with it, tells whose it is. */
final class OwnSchemas {

  private static final String COMMENT =
      "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = ?";

  private final TenantDataSource door;

  OwnSchemas(TenantDataSource door) {
    this.door = door;
  }

  private Connection connection(Placement.Schema placement) throws SQLException {
    return Sessions.open(door.database(new Placement.Shared(placement.datasource())).unguarded());
  }

  private static String comment(TenantId tenant) {
    return "partywall: of tenant " + tenant;
  }

  /**
   * Makes that a tenant's schema is there.
   *
   * @return false if its name is that of somebody else's schema
   */
  boolean make(Placement.Schema placement, TenantId tenant) throws SQLException {
    try (Connection connection = connection(placement)) {
      Lock.take(connection, "schema " + placement.schema());
      String there = Sql.first(connection, row -> row.getString(1), COMMENT, placement.schema()).orElse(null);
      if (there != null) {
        return there.equals(comment(tenant));
      }
      try (Statement statement = connection.createStatement()) {
        String schema = statement.enquoteIdentifier(placement.schema(), true);
        connection.setAutoCommit(false);
        statement.execute("CREATE SCHEMA " + schema);
        statement.execute("COMMENT ON SCHEMA " + schema + " IS " + statement.enquoteLiteral(comment(tenant)));
        connection.commit();
      }
      return true;
    }
  }

  /** Makes that a tenant's schema is not there. */
  void remove(Placement.Schema placement, TenantId tenant) throws SQLException {
    try (Connection connection = connection(placement)) {
      Lock.take(connection, "schema " + placement.schema());
      String there = Sql.first(connection, row -> row.getString(1), COMMENT, placement.schema()).orElse(null);
      if (there != null && there.equals(comment(tenant))) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DROP SCHEMA " + statement.enquoteIdentifier(placement.schema(), true) + " CASCADE");
        }
      }
    }
  }
}
