package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.rowsecurity.Login;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The door to two databases, and two tenants with rows of the same keys, placed as the subclass says. */
@PartywallDatabases(
    value = {"main", "other"},
    scripts = "/dev/partywall/jdbc/door/tables.sql")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DoorFixture {

  static final DatasourceName OTHER = DatasourceName.of("other");

  final TestDatabase main;
  final TestDatabase other;
  final Tenant acme;
  final Tenant globex;
  final TenantDataSource door;

  DoorFixture(TestDatabase main, TestDatabase other, Placement ofAcme, Placement ofGlobex) {
    this.main = main;
    this.other = other;
    this.acme = Tenant.of(1, "acme").withPlacement(ofAcme);
    this.globex = Tenant.of(2, "globex").withPlacement(ofGlobex);
    createSchema(ofAcme);
    createSchema(ofGlobex);
    this.door = configure(TenantDataSource.builder()).build();
    applyRowSecurity();
  }

  /** Whether row-level security is on. */
  boolean rowSecurity() {
    return false;
  }

  private void applyRowSecurity() {
    try {
      RowSecurity security = door.rowSecurity().orElse(null);
      if (security != null) {
        for (PhysicalDatabase database : door.databases(Stream.of(acme, globex).map(tenant -> tenant.placement()))) {
          security.apply(database);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The door's configuration; a subclass may add to it. */
  TenantDataSource.Builder configure(TenantDataSource.Builder builder) {
    if (rowSecurity()) {
      builder.rowSecurity(RowSecurityRoles.DEFAULT);
    }
    return builder.datasource("main", settings(main)).datasource("other", settings(other));
  }

  private PoolSettings settings(TestDatabase database) {
    return rowSecurity() ? Login.on(database).withMaximumSize(4) : pool(database);
  }

  static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password()).withMaximumSize(4);
  }

  public TenantDataSource door() {
    return door;
  }

  public Tenant acme() {
    return acme;
  }

  public Tenant globex() {
    return globex;
  }

  private void createSchema(Placement placement) {
    if (placement instanceof Placement.Schema(DatasourceName set, String schema)) {
      TestDatabase database = set.equals(OTHER) ? other : main;
      database.execute("create schema \"" + schema + "\"; set search_path to \"" + schema + "\"; " + tables());
    }
  }

  private static String tables() {
    try (InputStream stream = DoorFixture.class.getResourceAsStream("/dev/partywall/jdbc/door/tables.sql")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void fill() throws SQLException {
    for (Tenant tenant : new Tenant[] {acme, globex}) {
      raw(tenant, "truncate customer, orders, sample, plan, notice restart identity");
    }
    main.execute("truncate public.customer, public.orders, public.plan, public.notice");
    main.execute("insert into public.plan values (1, 'free')");
    main.execute("insert into public.notice values (null, 1, 'from the host')");
    for (Tenant tenant : new Tenant[] {acme, globex}) {
      String id = tenant.id().toString();
      raw(
          tenant,
          "insert into customer select "
              + id
              + ", n, '"
              + tenant.name()
              + " ' || n, 'Oslo' from generate_series(1, 3) n;"
              + "insert into notice values ("
              + id
              + ", 1, 'of "
              + tenant.name()
              + "');"
              + "insert into plan values (1, 'free') on conflict do nothing");
    }
  }

  @AfterEach
  void allConnectionsAreBack() {
    for (PoolStats pool : door.stats().pools()) {
      if (pool.active() != 0) {
        throw new AssertionError("The test kept connections: " + pool);
      }
    }
  }

  @AfterAll
  void closeDoor() {
    door.close();
  }

  /** Runs SQL past the guard where the tenant lives. */
  public void raw(Tenant tenant, String sql) throws SQLException {
    try (Connection connection = door.database(tenant.placement()).unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    if (sql.startsWith("create")) {
      applyRowSecurity();
    }
  }

  /** The first column of the only row, past the guard, where the tenant lives. */
  public String rawString(Tenant tenant, String sql) throws SQLException {
    try (Connection connection = door.database(tenant.placement()).unguarded().getConnection()) {
      return Sql.string(connection, sql);
    }
  }

  /** How many physical connections are borrowed. */
  public int active() {
    return door.stats().pools().stream().mapToInt(PoolStats::active).sum();
  }

  /** A block with a logical connection of its own. */
  @FunctionalInterface
  interface Work<R> {
    R with(Connection connection) throws SQLException;
  }

  public <R> R in(Tenancy tenancy, Work<R> work) throws SQLException {
    return tenancy.call(
        () -> {
          try (Connection connection = door.getConnection()) {
            return work.with(connection);
          }
        });
  }

  public <R> R in(Tenant tenant, Work<R> work) throws SQLException {
    return in(Tenancy.of(tenant), work);
  }

  public List<String> strings(Tenancy tenancy, String sql, Object... arguments) throws SQLException {
    return in(tenancy, c -> Sql.strings(c, sql, arguments));
  }

  public List<String> strings(Tenant tenant, String sql, Object... arguments) throws SQLException {
    return in(tenant, c -> Sql.strings(c, sql, arguments));
  }

  public String string(Tenant tenant, String sql, Object... arguments) throws SQLException {
    return in(tenant, c -> Sql.string(c, sql, arguments));
  }

  public int update(Tenant tenant, String sql, Object... arguments) throws SQLException {
    return in(tenant, c -> Sql.update(c, sql, arguments));
  }
}
