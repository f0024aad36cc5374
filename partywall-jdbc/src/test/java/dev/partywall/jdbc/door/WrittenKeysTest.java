package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that name keys as they were before the tables got their discriminator. */
@PartywallDatabases
class WrittenKeysTest {

  private static final String TABLES =
      """
      drop table if exists item, part;
      create table item (
        tenant_id bigint not null, id int, code text, name text, gone boolean not null default false,
        primary key (tenant_id, id), unique (tenant_id, code));
      create unique index on item (tenant_id, lower(name)) where not gone;
      create table part (
        tenant_id bigint not null, item_id int, weight int, foreign key (tenant_id, item_id) references item);
      """;

  private final TestDatabase database;
  private final Tenant acme = Tenant.of(1, "acme");
  private final Tenant globex = Tenant.of(2, "globex");
  private TenantDataSource door;

  WrittenKeysTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void fill() throws SQLException {
    database.execute(TABLES);
    door =
        TenantDataSource.builder()
            .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
            .build();
    update(globex, "insert into item (id, code, name) values (1, 'a', 'Theirs'), (2, 'b', 'Second')");
    update(globex, "insert into part (item_id, weight) values (1, 100)");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void anUpsertMeetsTheTenantsRowsOnly() throws SQLException {
    String byId = "insert into item (id, name) values (1, ?) on conflict (id) do update set name = excluded.name";
    String byCode = "insert into item (id, code) values (?, 'a') on conflict (code) do update set id = excluded.id";

    assertThat(update(acme, byId, "first")).isEqualTo(1);
    assertThat(update(acme, byId, "second")).isEqualTo(1);
    assertThat(update(acme, byCode, 7)).isEqualTo(1);
    assertThat(update(acme, byCode, 8)).isEqualTo(1);

    assertThat(string(acme, "select string_agg(id || coalesce(name, ''), ' ' order by id) from item"))
        .isEqualTo("1second 8");
    assertThat(string(globex, "select string_agg(id || name, ' ' order by id) from item")).isEqualTo("1Theirs 2Second");
  }

  @Test
  void anIndexOfExpressionsWithAConditionIsFound() throws SQLException {
    String insert =
        "insert into item (id, name) values (?, 'THEIRS') on conflict (lower(name)) where not gone do nothing";

    assertThat(update(acme, insert, 1)).isEqualTo(1);
    assertThat(update(acme, insert, 2)).isZero();
  }

  @Test
  void groupingByTheKeyDecidesTheOtherColumns() throws SQLException {
    update(acme, "insert into item (id, name) values (1, 'Ours')");
    String sums = "select i.name || ':' || coalesce(sum(p.weight), 0) from item i left join part p on p.item_id = i.id";

    assertThat(string(acme, sums + " group by i.id")).isEqualTo("Ours:0");
    assertThat(string(globex, sums + " where i.id = 1 group by i.id")).isEqualTo("Theirs:100");
  }

  @Test
  void rowsWithoutPartnerStayOneGroup() throws SQLException {
    update(acme, "insert into item (id) values (1)");
    update(acme, "insert into part (item_id) values (1), (null), (null)");

    assertThat(
            string(
                acme,
                "select string_agg(n::text, ' ' order by n) from"
                    + " (select count(*) as n, i.code from part p left join item i on i.id = p.item_id group by i.id) q"))
        .isEqualTo("1 2");
  }

  private int update(Tenant tenant, String sql, Object... arguments) throws SQLException {
    return Tenancy.of(tenant)
        .<Integer, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection()) {
                return Sql.update(connection, sql, arguments);
              }
            });
  }

  private String string(Tenant tenant, String sql) throws SQLException {
    return Tenancy.of(tenant)
        .<String, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection()) {
                return Sql.string(connection, sql);
              }
            });
  }
}
