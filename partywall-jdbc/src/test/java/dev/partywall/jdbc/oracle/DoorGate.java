package dev.partywall.jdbc.oracle;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.test.TestDatabase;
import dev.partywall.test.oracle.TenantGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The door in front of the shared database. */
final class DoorGate implements TenantGate, AutoCloseable {

  private final TenantDataSource door;

  DoorGate(TestDatabase database) {
    door =
        TenantDataSource.builder()
            .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
            .policy(new GuardPolicy(Set.of("twice"), Set.of()))
            .build();
  }

  @Override
  public void call(TenantId tenant, Work work) throws SQLException {
    in(Tenancy.of(tenant(tenant)), work);
  }

  void in(Tenancy tenancy, Work work) throws SQLException {
    tenancy.<Void, SQLException>call(
        () -> {
          try (Connection connection = door.getConnection()) {
            work.on(connection);
          }
          return null;
        });
  }

  static Tenant tenant(TenantId id) {
    return Tenant.of(id, "tenant-" + id);
  }

  @Override
  public void close() {
    door.close();
  }
}
