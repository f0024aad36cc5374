package dev.partywall.fleet.internal.registry;

import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.jdbc.PhysicalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Makes the registry's tables, and brings those of an older version up to this one. */
public final class RegistrySchema {

  /** Of the last migration there is. */
  static final int VERSION = 10;

  private static final String SCHEMA = "partywall";
  private static final String HISTORY = "registry_history";
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('partywall.schema'), hashtext('%s'))";

  private RegistrySchema() {}

  /**
   * Makes what is not there. Several processes may do so at the same time.
   *
   * @throws TenantStoreUnavailableException if the database does not let it happen
   */
  public static void migrate(PhysicalDatabase database) {
    try (Connection connection = database.unguarded().getConnection()) {
      if (installed(connection) >= VERSION) {
        return; // Flyway alone would take as long as reading 100,000 tenants.
      }
      connection.setAutoCommit(false);
      makeSchema(connection);
      run(connection, LOCK.formatted("registry"));
      Flyway.configure(RegistrySchema.class.getClassLoader())
          .dataSource(database.unguarded())
          .defaultSchema(SCHEMA)
          .schemas(SCHEMA)
          .createSchemas(false)
          .table(HISTORY)
          .locations("classpath:dev/partywall/fleet/registry/migration")
          // Jobs may have made the schema, and have tables in it.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
      connection.commit();
    } catch (SQLException | FlywayException e) {
      throw new TenantStoreUnavailableException(TenantRows.STORE, e);
    }
  }

  private static int installed(Connection connection) throws SQLException {
    String history = SCHEMA + "." + HISTORY;
    if (Sql.first(connection, _ -> true, "SELECT 1 WHERE to_regclass(?) IS NOT NULL", history).isEmpty()) {
      return 0;
    }
    return Sql.first(connection, row -> row.getInt(1), "SELECT max(version::int) FROM " + history + " WHERE success")
        .orElse(0);
  }

  /** Jobs make it as well, under a lock of their own. */
  private static void makeSchema(Connection connection) throws SQLException {
    run(connection, LOCK.formatted("jobs"));
    run(connection, "CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
    connection.commit();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
