package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RowSecurityDrift;
import dev.partywall.jdbc.RowSecurityException;
import dev.partywall.jdbc.RowSecurityReport;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.internal.rowsecurity.Login;
import dev.partywall.jdbc.oracle.Server;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second lock by itself: what the policies keep closed, and how drift is found and put right. */
@PartywallDatabases
class RowSecurityTest {

  private static final String DENIED = "42501";

  private TestDatabase database;
  private PoolSettings settings;
  private TenantDataSource door;
  private RowSecurity security;
  private PhysicalDatabase physical;

  @BeforeEach
  void open(TestDatabase database) throws SQLException {
    this.database = database;
    this.settings = Login.on(database);
    this.door = open(settings);
    this.security = door.rowSecurity().orElseThrow();
    this.physical = door.database(Placement.shared());
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        create table customer (tenant_id bigint not null, id bigint, name text not null, city text, primary key (tenant_id, id));
        create table plan (id bigint primary key, name text not null);
        create table notice (tenant_id bigint, id bigint not null, message text not null);
        create table event (tenant_id bigint not null, id int, day date) partition by range (day);
        create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01');
        create table archive (year int) inherits (customer);
        create view names as select tenant_id, name from customer;
        insert into customer values (1, 1, 'of acme'), (2, 1, 'of globex');
        insert into event values (1, 1, '2025-03-01'), (2, 1, '2025-03-01');
        insert into archive values (1, 2, 'old of acme', null, 1999), (2, 2, 'old of globex', null, 1999);
        """);
    security.apply(physical);
  }

  private static TenantDataSource open(PoolSettings settings) {
    return TenantDataSource.builder().datasource("main", settings).rowSecurity(RowSecurityRoles.DEFAULT).build();
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** A connection of the application's user, past the door. */
  private Connection raw(String... setting) throws SQLException {
    Connection connection = DriverManager.getConnection(settings.url(), settings.username(), settings.password());
    try (Statement statement = connection.createStatement()) {
      for (String sql : setting) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  private static void assertDenied(Connection connection, String sql) {
    assertThatThrownBy(() -> Sql.update(connection, sql))
        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DENIED));
  }

  /** Before version 15 policies do not hold for views. */
  private static List<String> guarded(String... tables) {
    return Stream.of(tables).filter(table -> Server.VERSION >= 15 || !table.equals("names")).toList();
  }

  // What is closed

  @Test
  void theUserHasNoRightsWithoutARole() throws SQLException {
    try (Connection connection = raw("set partywall.tenant to '1'")) {
      assertDenied(connection, "select name from public.customer");
      assertDenied(connection, "insert into public.customer values (1, 9, 'new')");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset partywall.tenant", "set partywall.tenant to ''", "set partywall.tenant to '3'"})
  void withoutItsSettingATenantHasNoRowsAndWritesNone(String setting) throws SQLException {
    try (Connection connection = raw("set role partywall_tenant", setting)) {
      for (String table : guarded("customer", "event", "event_2025", "archive", "names", "notice")) {
        assertThat(Sql.strings(connection, "select tenant_id from " + table)).as(table).isEmpty();
      }
      assertThat(Sql.update(connection, "update customer set name = 'stolen'")).isZero();
      assertThat(Sql.update(connection, "delete from event_2025")).isZero();
      assertDenied(connection, "insert into customer values (1, 9, 'new')");
      assertDenied(connection, "insert into archive values (1, 9, 'new')");
      assertDenied(connection, "insert into event_2025 values (2, 9, '2025-03-03')");
      assertDenied(connection, "truncate customer");
    }
  }

  @Test
  void aSettingThatIsNoIdIsAnError() throws SQLException {
    try (Connection connection = raw("set role partywall_tenant", "set partywall.tenant to '1 or true'")) {
      assertThatThrownBy(() -> Sql.strings(connection, "select name from customer"))
          .hasMessageContaining("invalid input syntax");
    }
  }

  @Test
  void aTenantSeesAndWritesItsOwnRowsOnly() throws SQLException {
    try (Connection connection = raw("set role partywall_tenant", "set partywall.tenant to '1'")) {
      for (String table : guarded("customer", "event", "event_2025", "archive", "names")) {
        assertThat(Sql.strings(connection, "select distinct tenant_id from " + table)).as(table).containsExactly("1");
      }
      assertThat(Sql.update(connection, "update customer set name = name")).isEqualTo(2);
      assertDenied(connection, "insert into customer values (2, 9, 'planted')");
      assertDenied(connection, "update customer set tenant_id = 2");
      assertDenied(connection, "insert into notice values (null, 9, 'planted')");
      assertDenied(connection, "insert into plan values (9, 'planted')");
      assertDenied(connection, "alter table customer disable row level security");
      assertDenied(connection, "drop policy partywall_tenant on customer");
    }
  }

  @Test
  void theTenantsRoleCannotBecomeTheHost() throws SQLException {
    database.execute("grant partywall_host to partywall_tenant");
    assertThat(security.check(physical).drifts())
        .extracting(RowSecurityDrift::object)
        .contains("Role partywall_tenant");
    security.apply(physical);
    assertThat(security.check(physical).drifts()).isEmpty();
  }

  // Drift

  @Test
  void nothingIsToBeDoneTwice() throws SQLException {
    assertThat(security.check(physical).ddl()).isEmpty();
    assertThat(security.apply(physical).drifts()).isEmpty();
  }

  static List<String> drifts() {
    return Server.known(
        List.of(
            "alter table customer disable row level security",
            "alter table customer no force row level security",
            "drop policy partywall_tenant on customer",
            "drop policy partywall_host on event_2025",
            "alter policy partywall_tenant on customer using (true)",
            "alter policy partywall_tenant on customer with check (true)",
            "alter policy partywall_tenant on customer to public",
            "alter policy partywall_host on archive to public",
            "comment on policy partywall_tenant on customer is 'mine'",
            "create policy everybody on customer using (true)",
            "create policy \"More %\" on event for select to partywall_tenant using (true)",
            "create table \"la%te's\" (tenant_id bigint not null, id int)",
            "create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01')",
            "[15-] create view more as select * from customer",
            "[15-] alter view names reset (security_invoker)",
            "revoke select on customer from partywall_tenant",
            "grant truncate on customer to partywall_tenant",
            "grant insert on plan to public",
            "create schema if not exists another; create table another.thing (tenant_id bigint)",
            "create sequence counter"));
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void driftIsFoundAndPutRight(String drift) throws SQLException {
    database.execute(drift);
    RowSecurityReport found = security.check(physical);
    assertThat(found.drifts()).isNotEmpty();

    assertThat(security.apply(physical)).isEqualTo(found);
    assertThat(security.check(physical).drifts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create policy fewer on customer as restrictive to partywall_tenant using (id < 100)",
        "create policy report on customer for select to pg_monitor using (true)",
      })
  void aPolicyThatShowsTenantsNoMoreStays(String policy) throws SQLException {
    database.execute(policy);
    assertThat(security.check(physical).drifts()).isEmpty();
  }

  @Test
  void whatPoliciesCannotGuardIsTold() throws SQLException {
    database.execute("create materialized view totals as select tenant_id, count(*) from customer group by 1");
    List<String> uncovered = new ArrayList<>(List.of("public.totals is a materialized view"));
    if (Server.VERSION < 15) {
      uncovered.add("public.names is a view, and reads with its owner's rights before PostgreSQL 15");
    }
    assertThat(security.check(physical).uncovered()).containsExactlyInAnyOrderElementsOf(uncovered);
  }

  // Users

  @Test
  void anApplicationMayNotLogInAsASuperuser() {
    try (TenantDataSource asOwner =
        open(PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))) {
      Tenancy.of(Tenant.of(1, "acme"))
          .run(
              () ->
                  assertThatThrownBy(() -> Sql.strings(asOwner.getConnection(), "select name from customer"))
                      .hasStackTraceContaining("User postgres is a superuser (ALTER ROLE postgres NOSUPERUSER)"));
      assertThatThrownBy(() -> asOwner.rowSecurity().orElseThrow().apply(asOwner.database(Placement.shared())))
          .isInstanceOf(RowSecurityException.class)
          .hasMessageContaining("is a superuser");
    }
  }

  /** The columns: what is wrong, what is said, and what makes it right again. */
  static Stream<Arguments> users() {
    return Server.table(
        """
        alter role app bypassrls | bypasses row-level security | alter role app nobypassrls
        [16-] revoke partywall_host from app | cannot take the roles | grant partywall_host to app with inherit false
        [16-] grant partywall_host to app with inherit true | without SET ROLE | grant partywall_host to app with inherit false
        [-15] revoke partywall_host from app | cannot take the roles | grant partywall_host to app
        [-15] alter role app inherit | without SET ROLE | alter role app noinherit
        alter table customer owner to app | owns tables | alter table customer owner to postgres
        """);
  }

  @ParameterizedTest
  @MethodSource("users")
  void aUserWhomThePoliciesDoNotBindIsRefused(String wrong, String said, String right) {
    database.execute(wrong);
    try (TenantDataSource fresh = open(settings)) {
      Tenancy.of(Tenant.of(1, "acme"))
          .run(
              () ->
                  assertThatThrownBy(() -> Sql.strings(fresh.getConnection(), "select name from customer"))
                      .hasStackTraceContaining("User app")
                      .hasStackTraceContaining(said));
    } finally {
      database.execute(right);
    }
  }

  @Test
  void anOrdinaryOwnerMigratesRowsOfAllTenants(TestDatabase database) throws SQLException {
    database.execute(
        """
        do $$ begin create role builder login createrole noinherit; exception when duplicate_object then null; end $$;
        grant partywall_tenant, partywall_host to builder with admin option;
        create schema built authorization builder;
        """);
    PoolSettings settings = Login.on(database).withOwner("builder", "builder");
    DatasourceName main = DatasourceName.MAIN;
    try (TenantDataSource door = open(settings)) {
      PhysicalDatabase built = door.database(new Placement.Schema(main, "built"));
      try (Connection owner = built.unguarded().getConnection()) {
        Sql.update(owner, "create table customer (tenant_id bigint not null, id int, name text)");
        Sql.update(owner, "insert into customer values (1, 1, 'a'), (2, 1, 'b')");
      }
      door.rowSecurity().orElseThrow().apply(built);
      try (Connection owner = built.unguarded().getConnection()) {
        assertThat(Sql.update(owner, "update customer set name = upper(name)")).isEqualTo(2);
      }
      Tenant acme = Tenant.of(1, "acme").withPlacement(new Placement.Schema(main, "built"));
      try (Connection connection = Tenancy.of(acme).call(door::getConnection)) {
        Tenancy.of(acme)
            .<Void, SQLException>call(
                () -> {
                  assertThat(Sql.strings(connection, "select name from customer")).containsExactly("A");
                  return null;
                });
      }
    }
  }

  @Test
  void withoutAnOwnerTheCatalogIsReadByTheHostsRole() throws SQLException {
    database.execute(
        "create schema if not exists apart; create table if not exists apart.t (tenant_id bigint, id int)");
    security.apply(physical);
    PoolSettings alone = PoolSettings.of(settings.url(), settings.username(), settings.password());
    try (TenantDataSource door = open(alone)) {
      Tenancy.of(Tenant.of(1, "acme"))
          .<Void, SQLException>call(
              () -> {
                try (Connection connection = door.getConnection()) {
                  assertThat(Sql.strings(connection, "select id from apart.t")).isEmpty();
                }
                return null;
              });
      assertThat(door.rowSecurity().orElseThrow().check(door.database(Placement.shared())).drifts()).isEmpty();
    }
  }

  // Plans

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select name from customer where id = 7",
        "select name from customer where id = 7 and tenant_id = 1",
        "update customer set name = 'x' where id = 7",
        "update customer set name = 'x' where id = 7 and tenant_id = 1",
        "delete from customer where id between 7 and 9",
        "delete from customer where id between 7 and 9 and tenant_id = 1",
      })
  void anIndexIsUsedWithAndWithoutTheGuardsCondition(String sql) throws SQLException {
    database.execute(
        """
        drop table archive;
        insert into customer select t, i, 'name' from generate_series(1, 20) t, generate_series(10, 1000) i;
        analyze customer
        """);
    try (Connection connection = raw("set role partywall_tenant", "set partywall.tenant to '1'");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("explain " + sql)) {
      List<String> plan = Sql.strings(rows);
      assertThat(plan)
          .anyMatch(line -> line.matches(".*(Index Scan|Index Only Scan|Bitmap Index Scan).*customer_pkey.*"));
      assertThat(plan)
          .anyMatch(line -> line.contains("Index Cond") && line.contains("tenant_id = ") && line.contains("id "));
    }
  }
}
