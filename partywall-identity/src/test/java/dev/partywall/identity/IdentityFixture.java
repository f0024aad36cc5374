package dev.partywall.identity;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Two tenants, placed as the subclass says, and users behind a door. */
@PartywallDatabases({"main", "other"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IdentityFixture {

  static final DatasourceName OTHER = DatasourceName.of("other");

  static final List<PermissionDefinition> PERMISSIONS =
      List.of(
          PermissionDefinition.ofTenants("orders.read"),
          PermissionDefinition.ofTenants("orders.write"),
          PermissionDefinition.ofHost("tenants.write"),
          PermissionDefinition.ofBoth("users.write"));

  private final TestDatabase main;
  private final TestDatabase other;
  private final boolean rowSecurity;
  final Tenant acme;
  final Tenant globex;
  final TenantDataSource door;
  final TestClock clock = new TestClock();
  final List<IdentityEvent> events = new CopyOnWriteArrayList<>();
  final Identity identity;

  IdentityFixture(TestDatabase main, TestDatabase other, Placement ofAcme, Placement ofGlobex, boolean rowSecurity)
      throws SQLException {
    this.acme = Tenant.of(1, "acme").withPlacement(ofAcme);
    this.globex = Tenant.of(2, "globex").withPlacement(ofGlobex);
    this.main = main;
    this.other = other;
    this.rowSecurity = rowSecurity;
    if (rowSecurity) {
      main.execute(
          "do $$ begin create role app login password 'app'; exception when duplicate_object then null; end $$");
    }
    this.door = elsewhere();
    for (PhysicalDatabase database : door.databases(Stream.of(ofAcme, ofGlobex))) {
      new IdentityTables("tenant_id", TenantId.Kind.BIGINT).apply(database);
      if (rowSecurity) {
        door.rowSecurity().orElseThrow().apply(database);
      }
    }
    door.refreshCatalogs();
    this.identity = plan().build();
  }

  /** A door as another process has one. */
  final TenantDataSource elsewhere() {
    TenantDataSource.Builder builder =
        TenantDataSource.builder()
            .datasource("main", settings(main, rowSecurity))
            .datasource("other", settings(other, rowSecurity));
    if (rowSecurity) {
      builder.rowSecurity(RowSecurityRoles.DEFAULT);
    }
    return builder.build();
  }

  private static PoolSettings settings(TestDatabase database, boolean rowSecurity) {
    return rowSecurity
        ? PoolSettings.of(database.jdbcUrl(), "app", "app")
            .withOwner(database.username(), database.password())
            .withMaximumSize(8)
        : PoolSettings.of(database.jdbcUrl(), database.username(), database.password()).withMaximumSize(8);
  }

  /** With passwords that cost little. */
  final Identity.Builder plan() {
    return Identity.builder(door)
        .permissions(PERMISSIONS)
        .encoder(new BCryptPasswordEncoder(4))
        .audit(events::add)
        .clock(clock);
  }

  @BeforeEach
  final void empty() throws SQLException {
    for (Tenant tenant : List.of(acme, globex)) {
      raw(tenant.placement(), "truncate pw_user, pw_role, pw_login_failure, pw_acting");
    }
    raw(Placement.shared(), "truncate pw_user, pw_role, pw_login_failure, pw_acting");
    events.clear();
  }

  /** What looks at the schema in the background takes one for a moment. */
  @AfterEach
  final void allConnectionsAreBack() {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!busy().isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("The test kept connections: " + busy());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private List<PoolStats> busy() {
    return door.stats().pools().stream().filter(pool -> pool.active() != 0).toList();
  }

  @AfterAll
  final void closeDoor() {
    door.close();
  }

  /** Runs SQL past the guard. */
  final void raw(Placement placement, String sql) throws SQLException {
    try (Connection connection = door.database(placement).unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column, past the guard. */
  final List<String> stored(Placement placement, String sql) throws SQLException {
    try (Connection connection = door.database(placement).unguarded().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  final <R> R in(Tenant tenant, ScopedValue.CallableOp<R, RuntimeException> block) {
    return Tenancy.of(tenant).<R, RuntimeException>call(block);
  }

  final <R> R asHost(ScopedValue.CallableOp<R, RuntimeException> block) {
    return Tenancy.host().<R, RuntimeException>call(block);
  }

  /** A user with this password and these roles. */
  final User user(String name, String password, String... roles) {
    return identity.users().create(NewUser.of(name).withPassword(password).withRoles(roles)).user();
  }
}
