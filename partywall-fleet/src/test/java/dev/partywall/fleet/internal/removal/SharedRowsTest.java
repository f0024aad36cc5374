package dev.partywall.fleet.internal.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All rows of one tenant go, and nobody else's. */
@PartywallDatabases("main")
class SharedRowsTest {

  private static final TenantId ONE = TenantId.of(1);
  private final TestDatabase main;
  private final SharedRows rows = new SharedRows("tenant_id");
  private Connection connection;

  SharedRowsTest(@Database("main") TestDatabase main) {
    this.main = main;
  }

  @BeforeEach
  void begin() throws SQLException {
    connection = DriverManager.getConnection(main.jdbcUrl(), main.username(), main.password());
    execute("drop schema if exists other cascade; drop schema public cascade; create schema public");
  }

  @AfterEach
  void end() throws SQLException {
    connection.close();
  }

  private void execute(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
  }

  private List<String> strings(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (row.next()) {
        all.add(row.getString(1));
      }
      return all;
    }
  }

  private long remove(TenantId tenant) throws SQLException {
    return rows.remove(connection, tenant, List.of());
  }

  @Test
  void rows_that_refer_to_others_go_before_them_whatever_the_keys_do() throws SQLException {
    execute(
        """
        create table customer (tenant_id bigint, id int, primary key (tenant_id, id));
        create table purchase (tenant_id bigint, id int, customer int, primary key (tenant_id, id),
          foreign key (tenant_id, customer) references customer on delete restrict);
        create table line (tenant_id bigint, purchase int, foreign key (tenant_id, purchase) references purchase);
        create table remark (tenant_id bigint, customer int,
          foreign key (tenant_id, customer) references customer on delete cascade);
        insert into customer select t, i from generate_series(1, 2) t, generate_series(1, 30) i;
        insert into purchase select tenant_id, id, id from customer;
        insert into line select tenant_id, id from purchase;
        insert into remark select tenant_id, id from customer;
        """);
    assertThat(remove(ONE)).isEqualTo(120);
    for (String table : List.of("customer", "purchase", "line", "remark")) {
      assertThat(strings("select tenant_id || ' ' || count(*) from " + table + " group by tenant_id"))
          .containsExactly("2 30");
    }
    assertThat(remove(ONE)).isZero();
  }

  @Test
  void circles_and_references_to_itself_go_together() throws SQLException {
    execute(
        """
        create table person (tenant_id bigint, id int, boss int, home int, primary key (tenant_id, id),
          foreign key (tenant_id, boss) references person);
        create table house (tenant_id bigint, id int, owner int, primary key (tenant_id, id),
          foreign key (tenant_id, owner) references person on delete restrict);
        alter table person add foreign key (tenant_id, home) references house;
        create table pet (tenant_id bigint, owner int, foreign key (tenant_id, owner) references person);
        create table node (tenant_id bigint, id int, parent int, primary key (tenant_id, id),
          foreign key (tenant_id, parent) references node on delete restrict);
        insert into person select t, i, nullif(i - 1, 0) from generate_series(1, 2) t, generate_series(1, 50) i;
        insert into house select tenant_id, id, 51 - id from person;
        update person set home = id;
        insert into pet select tenant_id, id from person;
        insert into node select t, i, nullif(i - 1, 0) from generate_series(1, 2) t, generate_series(1, 50) i;
        """);
    assertThat(remove(ONE)).isEqualTo(200);
    for (String table : List.of("person", "house", "pet", "node")) {
      assertThat(strings("select distinct tenant_id from " + table)).containsExactly("2");
    }
  }

  @Test
  void partitions_inheritance_mixed_tables_and_other_schemas_are_part_of_it() throws SQLException {
    execute(
        """
        create table event (tenant_id bigint, at date, about int, primary key (tenant_id, at)) partition by range (at);
        create table event_old partition of event for values from ('2000-01-01') to ('2020-01-01');
        create table event_new partition of event for values from ('2020-01-01') to ('2030-01-01')
          partition by list (tenant_id);
        create table event_new_1 partition of event_new for values in (1);
        create table event_new_2 partition of event_new default;
        create table seen (tenant_id bigint, at date, foreign key (tenant_id, at) references event);
        insert into event select t, d from generate_series(1, 2) t, unnest('{2001-01-01,2021-01-01}'::date[]) d;
        insert into seen select tenant_id, at from event;
        create table base (tenant_id bigint, x int);
        create table derived (y int) inherits (base);
        insert into base values (1, 1), (2, 1);
        insert into derived values (1, 1, 1), (2, 1, 1);
        create table plan (tenant_id bigint null, name text);
        insert into plan values (null, 'host'), (1, 'one'), (2, 'two');
        create schema other;
        create table other."Od""d" (tenant_id bigint, x int);
        insert into other."Od""d" values (1, 1), (2, 2);
        create table country (code text);
        insert into country values ('x');
        create view events as select * from event;
        """);
    assertThat(remove(ONE)).isEqualTo(8);
    assertThat(strings("select distinct tenant_id from event union select tenant_id from seen")).containsExactly("2");
    assertThat(strings("select tenant_id from base order by 1")).containsExactly("2", "2");
    assertThat(strings("select name from plan order by 1")).containsExactly("host", "two");
    assertThat(strings("select x from other.\"Od\"\"d\"")).containsExactly("2");
    assertThat(strings("select code from country")).hasSize(1);
  }

  @Test
  void schemas_of_single_tenants_are_left_alone() throws SQLException {
    execute("create schema other; create table other.note (tenant_id bigint); insert into other.note values (1)");
    assertThat(rows.remove(connection, ONE, List.of("other"))).isZero();
    assertThat(strings("select tenant_id from other.note")).hasSize(1);
  }

  @Test
  void what_triggers_write_meanwhile_goes_as_well() throws SQLException {
    execute(
        """
        create table a_log (tenant_id bigint, what text);
        create table note (tenant_id bigint, id int);
        create function log() returns trigger language plpgsql as
          $$ begin insert into a_log values (old.tenant_id, 'gone'); return old; end $$;
        create trigger log after delete on note for each row execute function log();
        insert into note values (1, 1), (1, 2), (2, 1);
        """);
    assertThat(remove(ONE)).isEqualTo(4);
    assertThat(strings("select what from a_log")).isEmpty();
  }

  @Test
  void a_trigger_that_keeps_rows_is_told_of() throws SQLException {
    execute(
        """
        create table note (tenant_id bigint, id int);
        create function keep() returns trigger language plpgsql as $$ begin return null; end $$;
        create trigger keep before delete on note for each row execute function keep();
        insert into note values (1, 1);
        """);
    assertThatThrownBy(() -> remove(ONE)).hasMessageContainingAll("public.note", "tenant 1", "cannot be removed");
  }

  @Test
  void rows_of_others_that_refer_to_a_tenants_rows_stop_it() throws SQLException {
    execute(
        """
        create table note (tenant_id bigint, id int primary key);
        create table common (note int references note);
        insert into note values (1, 1);
        insert into common values (1);
        """);
    assertThatThrownBy(() -> remove(ONE)).isInstanceOf(SQLException.class).hasMessageContaining("common");
  }

  @Test
  void many_rows_go_in_parts() throws SQLException {
    execute(
        "create table note (tenant_id bigint, id int); insert into note select 1 + i % 2, i from generate_series(1, 50000) i");
    assertThat(remove(ONE)).isEqualTo(25_000);
    assertThat(strings("select count(*) from note")).containsExactly("25000");
  }

  @Test
  void ids_of_other_kinds_are_compared_as_they_are() throws SQLException {
    UUID id = UUID.randomUUID();
    execute("create table a (tenant_id uuid); insert into a values ('" + id + "'), (gen_random_uuid())");
    assertThat(remove(TenantId.of(id))).isEqualTo(1);
    execute("drop table a; create table a (tenant_id varchar(4)); insert into a values ('acme'), ('acm')");
    assertThat(remove(TenantId.of("acmes"))).isZero();
    assertThat(remove(TenantId.of("acme"))).isEqualTo(1);
  }

  @Test
  void row_level_security_hides_nothing_or_stops_it() throws SQLException {
    execute(
        """
        do $$ begin create role removal_owner login; exception when duplicate_object then null; end $$;
        do $$ begin create role removal_app login; exception when duplicate_object then null; end $$;
        grant create, usage on schema public to removal_owner;
        create table note (tenant_id bigint, id int);
        alter table note owner to removal_owner;
        insert into note values (1, 1), (2, 2);
        """);
    PoolSettings pool = PoolSettings.of(main.jdbcUrl(), "removal_app", "x").withOwner(main.username(), main.password());
    try (TenantDataSource door =
        TenantDataSource.builder().rowSecurity(RowSecurityRoles.DEFAULT).datasource("main", pool).build()) {
      var _ = door.rowSecurity().orElseThrow().apply(door.database(Placement.shared()));
    }
    execute("revoke partywall_host from removal_owner");
    try (Connection owner = DriverManager.getConnection(main.jdbcUrl(), "removal_owner", "x")) {
      assertThatThrownBy(() -> rows.remove(owner, ONE, List.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("public.note", "removal_owner", "hides rows");
      execute("grant partywall_host to removal_owner");
      assertThat(rows.remove(owner, ONE, List.of())).isEqualTo(1);
    }
    assertThat(strings("select id from note")).containsExactly("2");
  }

  @Test
  void who_writes_at_the_moment_is_waited_for() throws Exception {
    execute("create table note (tenant_id bigint, id int)");
    assertThat(rows.awaitWriters(connection, List.of(), Duration.ofSeconds(10))).isTrue();
    try (Connection writer = DriverManager.getConnection(main.jdbcUrl(), main.username(), main.password());
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("insert into note values (1, 1)");
      assertThat(rows.awaitWriters(connection, List.of(), Duration.ofMillis(50))).isFalse();
      try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Boolean> waiting = other.submit(() -> rows.awaitWriters(connection, List.of(), Duration.ofSeconds(30)));
        writer.commit();
        assertThat(waiting.get()).isTrue();
      }
    }
  }
}
