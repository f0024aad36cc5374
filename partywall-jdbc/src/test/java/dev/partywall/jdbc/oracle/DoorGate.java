package dev.partywall.jdbc.oracle;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.jdbc.internal.rowsecurity.Login;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.test.TestDatabase;
import dev.partywall.test.oracle.TenantGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The door in front of the shared database. */
public final class DoorGate implements TenantGate, AutoCloseable {

  private final TenantDataSource door;

  /** Opens the door. */
  public DoorGate(TestDatabase database) {
    this(TenantDataSource.builder(), PoolSettings.of(database.jdbcUrl(), database.username(), database.password()));
  }

  private DoorGate(TenantDataSource.Builder builder, PoolSettings pool) {
    door = builder.datasource("main", pool).policy(new GuardPolicy(Set.of("twice"), Set.of())).build();
  }

  /** The door with row-level security behind it. */
  static DoorGate withRowSecurity(TestDatabase database) throws SQLException {
    DoorGate gate = new DoorGate(TenantDataSource.builder().rowSecurity(RowSecurityRoles.DEFAULT), Login.on(database));
    gate.door.rowSecurity().orElseThrow().apply(gate.door.database(Placement.shared()));
    return gate;
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
