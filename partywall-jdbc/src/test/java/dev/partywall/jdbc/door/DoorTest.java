package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.NoTenancyException;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.TenancyChangedException;
import dev.partywall.sql.Effect;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest extends DoorFixture {

  private static final Placement.Schema SCHEMA = new Placement.Schema(DatasourceName.MAIN, "acme");

  /** Each event as a word; what it throws must not matter. */
  private static final class Recorder implements DoorListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
      record("running " + tenancy.label() + " " + datasource + " " + effect);
    }

    @Override
    public void refused(@Nullable Tenancy tenancy, PartywallException reason) {
      record("refused " + (tenancy == null ? "nobody" : tenancy.label()) + " " + reason.code());
    }

    @Override
    public void acquired(Tenancy tenancy, DatasourceName datasource, long waitedNanos) {
      record("acquired " + datasource);
    }

    private void record(String event) {
      events.add(event);
      throw new IllegalStateException("a failing listener");
    }
  }

  private Recorder recorder;

  DoorTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, SCHEMA, Placement.shared());
  }

  @Override
  TenantDataSource.Builder configure(TenantDataSource.Builder builder) {
    recorder = new Recorder();
    return super.configure(builder).listener(recorder);
  }

  @BeforeEach
  void forget() {
    recorder.events.clear();
  }

  @Test
  void aListenerIsToldWhatPasses() throws SQLException {
    in(
        globex,
        c -> {
          Sql.strings(c, "select name from customer");
          Sql.update(c, "update customer set city = 'Rome'");
          assertThatThrownBy(() -> Sql.update(c, "truncate customer")).isInstanceOf(StatementRefusedException.class);
          try (var insert = c.prepareStatement("insert into customer (tenant_id, id, name) values (?, 9, 'x')")) {
            assertThatThrownBy(() -> insert.setInt(1, 1)).isInstanceOf(TenantMismatchException.class);
            assertThatThrownBy(() -> Tenancy.host().call(insert::executeUpdate))
                .isInstanceOf(TenancyChangedException.class);
          }
          return null;
        });
    try (Connection c = door.getConnection()) {
      assertThatThrownBy(() -> c.prepareStatement("select 1")).isInstanceOf(NoTenancyException.class);
    }
    assertThat(recorder.events)
        .containsExactly(
            "acquired main",
            "running globex main READ",
            "running globex main WRITE",
            "refused globex statement-refused",
            "refused globex tenant-mismatch",
            "refused host tenancy-changed",
            "refused nobody no-tenancy");
  }

  @Test
  void whatIsTemporaryHidesNoTable() throws SQLException {
    for (String sql :
        List.of(
            "create temp table customer (id int)",
            "create or replace temporary view customer as select 1 as id",
            "create table pg_temp.customer (id int)")) {
      assertThatThrownBy(() -> in(Tenancy.host(), c -> Sql.update(c, sql)))
          .isInstanceOf(StatementRefusedException.class);
    }
  }

  @Test
  void aBlockOfTheHostLeavesNothingOnItsConnection() throws SQLException {
    String block =
        "do $$ begin create temp table customer (tenant_id bigint, id int, name text);"
            + " perform set_config('app.left', 'behind', false); end $$";
    in(Tenancy.host(), c -> Sql.update(c, block));
    assertThat(strings(globex, "select name from customer order by id"))
        .containsExactly("globex 1", "globex 2", "globex 3");
    assertThat(string(globex, "select coalesce(current_setting('app.left', true), 'nothing')")).isEqualTo("nothing");
  }

  @Test
  void theDatabasesForMigrationsAreEachThereOnce() throws SQLException {
    List<PhysicalDatabase> databases =
        door.databases(
            Stream.of(
                SCHEMA, SCHEMA, Placement.shared(), new Placement.Isolated(OTHER), new Placement.Schema(OTHER, "x")));
    assertThat(databases).extracting(PhysicalDatabase::label).containsExactly("main", "other", "main/acme", "other/x");
    DataSource ofSchema = databases.get(2).unguarded();
    try (Connection c = ofSchema.getConnection()) {
      assertThat(c.getSchema()).isEqualTo("acme");
      assertThat(Sql.string(c, "select count(*) from customer")).isEqualTo("3");
    }
    try (Connection c = databases.getFirst().unguarded().getConnection()) {
      assertThat(c.getSchema()).isEqualTo("public");
    }
  }

  @Test
  void aChangeOfTheSchemaThroughTheDoorIsKnownAtOnce() throws SQLException {
    in(globex, c -> Sql.strings(c, "select name from customer"));
    in(Tenancy.host(), c -> Sql.update(c, "create table public.made (tenant_id bigint not null, id int)"));
    main.execute("insert into public.made values (1, 1), (2, 2)");
    assertThat(strings(globex, "select id from made")).containsExactly("2");
    in(
        Tenancy.host(),
        c -> {
          c.setAutoCommit(false);
          Sql.update(c, "drop table public.made");
          c.commit();
          return null;
        });
    in(
        globex,
        c -> {
          assertThatThrownBy(() -> Sql.strings(c, "select id from made")).isInstanceOf(StatementRefusedException.class);
          return null;
        });
  }

  @Test
  void theHostsRowsAreNobodysByNull() throws SQLException {
    in(
        Tenancy.host(),
        c -> {
          String insert = "insert into notice (tenant_id, id, message) values (?, ?, ?)";
          try (var statement = c.prepareStatement(insert)) {
            assertThatThrownBy(() -> statement.setLong(1, 2))
                .isInstanceOfSatisfying(TenantMismatchException.class, e -> assertThat(e.current()).isEmpty());
            statement.setNull(1, Types.BIGINT);
            statement.setInt(2, 5);
            statement.setString(3, "host's");
            return statement.executeUpdate();
          }
        });
    assertThat(rawString(globex, "select count(*) from notice where tenant_id is null")).isEqualTo("2");
  }

  @Test
  void anInstallationOfOneTenantNeedsNoBinding() throws SQLException {
    try (TenantDataSource one =
            TenantDataSource.builder().datasource("main", pool(main)).defaultTenancy(Tenancy.of(globex)).build();
        Connection c = one.getConnection()) {
      assertThat(Sql.strings(c, "select name from customer")).hasSize(3);
      assertThat(Tenancy.host().call(() -> Sql.strings(c, "select name from plan"))).hasSize(1);
    }
  }

  @Test
  void aHostWithoutADatasourceIsAMistakeOfTheConfiguration() {
    assertThatThrownBy(() -> TenantDataSource.builder().datasource("app", pool(main)).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'main'")
        .hasMessageContaining("app");
    assertThatThrownBy(() -> TenantDataSource.builder().datasource("main", pool(main)).datasource("main", pool(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("password=" + main.password()));
    TenantDataSource.builder().datasource("app", pool(main)).hostDatasource(DatasourceName.of("app")).build().close();
  }

  @Test
  void theDataSourceRefusesWhatTheConfigurationSays() throws SQLException {
    assertThatThrownBy(() -> door.getConnection("user", "password"))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> door.setLoginTimeout(1)).isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> door.setLogWriter(new PrintWriter(System.err)))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(door::getParentLogger).isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThat(door.getLogWriter()).isNull();
    assertThat(door.getLoginTimeout()).isEqualTo(10);
    assertThat(door.unwrap(DataSource.class)).isSameAs(door);
    assertThat(door.isWrapperFor(PoolSettings.class)).isFalse();
    assertThatThrownBy(() -> door.unwrap(com.zaxxer.hikari.HikariDataSource.class)).isInstanceOf(SQLException.class);
  }
}
