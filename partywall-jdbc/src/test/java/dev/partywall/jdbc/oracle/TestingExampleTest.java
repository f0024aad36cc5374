package dev.partywall.jdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.TenantGate;
import dev.partywall.test.oracle.TwoTenantOracle;
import dev.partywall.test.oracle.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The examples of docs/testing.md. */
@PartywallDatabases(
    value = {"main", "big"},
    scripts = "/dev/partywall/jdbc/door/tables.sql")
class TestingExampleTest {

  @Test
  void eachDatabaseIsItsOwn(TestDatabase main, @Database("big") TestDatabase big) throws SQLException {
    main.execute("insert into customer (tenant_id, id, name) values (1, 1, 'first')");
    assertThat(customers(main)).isEqualTo(1);
    assertThat(customers(big)).isZero();
  }

  private static int customers(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from customer")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void tenantsCannotTell() {
    TenantId acme = TenantId.of(1);
    TenantId globex = TenantId.of(2);
    try (TwoTenantOracle oracle =
            TwoTenantOracle.builder(PostgresServer.shared())
                .schema("create table note (tenant_id bigint not null, id int, text text, primary key (tenant_id, id))")
                .rowsOfEach("insert into note (id, text) values (1, 'same'), (2, 'too')")
                .rowsOf(globex, "insert into note (id, text) values (3, 'only globex')")
                .tenants(acme, globex)
                .open();
        TenantDataSource door = doorTo(oracle.shared())) {
      TenantGate gate =
          (tenant, work) ->
              Tenancy.of(Tenant.of(tenant, "tenant-" + tenant))
                  .<Void, SQLException>call(
                      () -> {
                        try (Connection connection = door.getConnection()) {
                          work.on(connection);
                        }
                        return null;
                      });

      oracle.requireEqual(OracleStatement.of("select * from note order by id").inOrder(), gate);
      oracle.requireEqual(OracleStatement.of("update note set text = ? where id > 1", "new"), gate);
      assertThat(oracle.compare(OracleStatement.of("truncate note"), gate)).isInstanceOf(Verdict.Refused.class);
    }
  }

  private static TenantDataSource doorTo(TestDatabase database) {
    return TenantDataSource.builder()
        .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
        .build();
  }
}
