package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids of each kind, and a discriminator of another name. */
@PartywallDatabases
class IdKindTest {

  private final TestDatabase database;

  IdKindTest(TestDatabase database) {
    this.database = database;
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("bigint", TenantId.of(1), TenantId.of(2)),
        Arguments.of("integer", TenantId.of(1), TenantId.of(2)),
        Arguments.of("uuid", TenantId.of(UUID.randomUUID()), TenantId.of(UUID.randomUUID())),
        Arguments.of("text", TenantId.of("a'; --"), TenantId.of("b")),
        Arguments.of("varchar(40)", TenantId.of("ä"), TenantId.of("Ä")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void tenantsAreToldApart(String type, TenantId first, TenantId second) throws SQLException {
    database.execute(
        "drop table if exists item; create table item (owner " + type + " not null, id int, primary key (owner, id))");
    Tenant acme = Tenant.of(first, "acme");
    Tenant globex = Tenant.of(second, "globex");
    try (TenantDataSource door = door();
        Connection c = door.getConnection()) {
      Tenancy.of(acme).call(() -> Sql.update(c, "insert into item (id) values (?), (?)", 1, 2));
      Tenancy.of(globex).call(() -> Sql.update(c, "insert into item (owner, id) values (?, ?)", second.value(), 1));
      assertThatThrownBy(
              () ->
                  Tenancy.of(acme)
                      .call(() -> Sql.update(c, "insert into item (owner, id) values (?, ?)", second.value(), 3)))
          .isInstanceOf(TenantMismatchException.class);
      assertThat(Tenancy.of(acme).call(() -> Sql.strings(c, "select id from item order by id")))
          .containsExactly("1", "2");
      assertThat(Tenancy.of(globex).call(() -> Sql.strings(c, "select id from item"))).containsExactly("1");
      assertThat(count(c, List.of(acme, globex))).isEqualTo("3");
      assertThat(count(c, List.of(globex))).isEqualTo("1");
      assertThat(count(c, List.of())).isEqualTo("0");
    }
  }

  private static String count(Connection c, List<Tenant> tenants) throws SQLException {
    return Tenancy.across("count", tenants).call(() -> Sql.string(c, "select count(*) from item"));
  }

  private TenantDataSource door() {
    return TenantDataSource.builder()
        .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
        .discriminator("owner")
        .build();
  }
}
