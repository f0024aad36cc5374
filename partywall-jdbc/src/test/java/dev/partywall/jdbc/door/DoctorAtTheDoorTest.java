package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.Finding;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The door's doctor looks at the role that the application logs in as. */
@PartywallDatabases("examined")
class DoctorAtTheDoorTest {

  @Test
  void theLoginIsLookedAtAndNotTheOwner(@Database("examined") TestDatabase database) throws SQLException {
    database.execute(
        """
        CREATE ROLE examined_login LOGIN PASSWORD 'secret';
        CREATE TABLE orders (tenant_id bigint NOT NULL, id int, PRIMARY KEY (tenant_id, id));
        CREATE TABLE lines (tenant_id bigint NOT NULL, id int);
        """);
    PoolSettings owners = PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
    PoolSettings logins =
        PoolSettings.of(database.jdbcUrl(), "examined_login", "secret")
            .withOwner(database.username(), database.password());
    try (TenantDataSource door =
        TenantDataSource.builder().datasource("main", owners).datasource("login", logins).build()) {
      assertThat(door.doctor(DatasourceName.MAIN))
          .extracting(Finding::code)
          .containsExactly("index-missing", "role-superuser");
      assertThat(door.doctor(DatasourceName.of("login"))).extracting(Finding::code).containsExactly("index-missing");
      assertThatThrownBy(() -> door.doctor(DatasourceName.of("nowhere"))).hasMessageContaining("nowhere");
    }
  }
}
