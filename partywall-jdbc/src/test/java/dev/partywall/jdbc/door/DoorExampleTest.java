package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of docs/door.md. */
@PartywallDatabases(
    value = {"main", "big"},
    scripts = "/dev/partywall/jdbc/door/tables.sql")
class DoorExampleTest {

  @Test
  void theDoorWithoutSpring(@Database("main") TestDatabase main, @Database("big") TestDatabase big)
      throws SQLException {
    String url = main.jdbcUrl();
    String bigUrl = big.jdbcUrl();
    String user = main.username();
    String password = main.password();

    try (TenantDataSource door =
        TenantDataSource.builder()
            .datasource("main", PoolSettings.of(url, user, password))
            .datasource("big", PoolSettings.of(bigUrl, user, password))
            .build()) {
      Tenant acme = Tenant.of(1, "acme");
      Tenant initech = Tenant.of(2, "initech").withPlacement(new Placement.Isolated(DatasourceName.of("big")));
      for (Tenant tenant : List.of(acme, initech)) {
        int renamed =
            Tenancy.of(tenant)
                .call(
                    () -> {
                      try (Connection connection = door.getConnection();
                          Statement statement = connection.createStatement()) {
                        statement.executeUpdate("insert into customer (id, name) values (1, 'first')");
                        return statement.executeUpdate("update customer set name = 'renamed'"); // its own customers
                      }
                    });
        assertThat(renamed).isEqualTo(1);
      }
    }

    assertThat(owners(main)).containsExactly("1");
    assertThat(owners(big)).containsExactly("2");
  }

  private static List<String> owners(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return Sql.strings(connection, "select tenant_id from customer where name = 'renamed'");
    }
  }
}
