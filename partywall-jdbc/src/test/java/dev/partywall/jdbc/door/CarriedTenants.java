package dev.partywall.jdbc.door;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.pool.CountingDriver;
import dev.partywall.jdbc.internal.rowsecurity.Login;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A door with row-level security over one physical connection. The guard is no help to those tests: what is seen shows
 * whether role and setting were right, since otherwise there are no rows.
 */
@PartywallDatabases(scripts = "/dev/partywall/jdbc/door/tables.sql")
abstract class CarriedTenants {

  static final Tenant ACME = Tenant.of(1, "acme");
  static final Tenant GLOBEX = Tenant.of(2, "globex");

  TenantDataSource door;

  @BeforeEach
  void open(TestDatabase database) throws SQLException {
    CountingDriver.reset();
    door =
        TenantDataSource.builder()
            .datasource("main", CountingDriver.counted(Login.on(database)).withMaximumSize(1))
            .rowSecurity(RowSecurityRoles.DEFAULT)
            .build();
    door.rowSecurity().orElseThrow().apply(door.database(Placement.shared()));
    database.execute(
        """
        truncate customer, plan;
        insert into customer select t, i, t || '-' || i from generate_series(1, 2) t, generate_series(1, 3) i;
        insert into plan values (1, 'free')
        """);
    door.refreshCatalogs();
  }

  @AfterEach
  void close() {
    door.close();
  }

  @FunctionalInterface
  interface Work<R> {
    R with(Connection connection) throws SQLException;
  }

  final <R> R as(Tenant tenant, Work<R> work) throws SQLException {
    return Tenancy.of(tenant)
        .call(
            () -> {
              try (Connection connection = door.getConnection()) {
                return work.with(connection);
              }
            });
  }

  /** How many statements of the driver a block takes. */
  final int statements(Tenant tenant, Work<?> work) throws SQLException {
    int before = CountingDriver.statements();
    as(tenant, work);
    return CountingDriver.statements() - before;
  }
}
