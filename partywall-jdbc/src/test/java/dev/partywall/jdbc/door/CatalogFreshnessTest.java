package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A schema that is changed while a node works with it. */
@PartywallDatabases("fresh")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogFreshnessTest {

  private static final Tenant ACME = Tenant.of(1, "acme");
  private static final Tenant OWN = Tenant.of(2, "own").withPlacement(new Placement.Schema(DatasourceName.MAIN, "own"));

  private TestDatabase database;
  private TenantDataSource door;

  @BeforeAll
  void open(@Database("fresh") TestDatabase fresh) {
    database = fresh;
    database.execute("CREATE SCHEMA own");
    PoolSettings pool = PoolSettings.of(fresh.jdbcUrl(), fresh.username(), fresh.password());
    door = TenantDataSource.builder().datasource("main", pool).build();
  }

  @AfterAll
  void close() {
    door.close();
  }

  private long count(Tenant tenant, String table) throws SQLException {
    return Tenancy.of(tenant)
        .call(
            () -> {
              try (Connection connection = door.getConnection();
                  Statement statement = connection.createStatement();
                  ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                row.next();
                return row.getLong(1);
              }
            });
  }

  private static String addDiscriminator(String table) {
    return "ALTER TABLE "
        + table
        + " ADD tenant_id bigint NOT NULL DEFAULT 1;"
        + "UPDATE "
        + table
        + " SET tenant_id = id";
  }

  private static String create(String table) {
    return "CREATE TABLE " + table + " AS SELECT n AS id FROM generate_series(1, 3) n";
  }

  @Test
  void aTableThatGetsItsDiscriminatorByAnotherProcessIsATenantTableHere() throws SQLException {
    database.execute(create("elsewhere"));
    assertThat(count(ACME, "elsewhere")).isEqualTo(3);
    database.execute(addDiscriminator("elsewhere"));
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (count(ACME, "elsewhere") == 3) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(count(ACME, "elsewhere")).isOne();
  }

  @Test
  void aMigrationOfAPhysicalDatabaseHoldsAtOnce() throws SQLException {
    database.execute(create("migrated"));
    assertThat(count(ACME, "migrated")).isEqualTo(3);
    PhysicalDatabase physical = door.databases(Stream.empty()).getFirst();
    try (Connection connection = physical.unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(addDiscriminator("migrated"));
    }
    assertThat(count(ACME, "migrated")).isOne();
  }

  @Test
  void aMigrationOfATenantsSchemaHoldsAtOnceThereAndOnlyThere() throws SQLException {
    database.execute(create("public.twins") + ";" + create("own.twins"));
    assertThat(count(ACME, "twins")).isEqualTo(3);
    assertThat(count(OWN, "twins")).isEqualTo(3);
    try (Connection connection = door.database(OWN.placement()).unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(addDiscriminator("twins"));
    }
    assertThat(count(OWN, "twins")).isOne();
    assertThat(count(ACME, "twins")).isEqualTo(3);
  }

  @Test
  void aRefusedTableIsLookedForAtOnce() throws SQLException {
    database.execute("CREATE TABLE known (id int)");
    assertThat(count(ACME, "known")).isZero();
    database.execute(create("added"));
    assertThat(count(ACME, "added")).isEqualTo(3);
  }

  @Test
  void aRefusedFunctionIsLookedForAtOnce() throws SQLException {
    database.execute("CREATE TABLE calls (id int)");
    assertThat(count(ACME, "calls")).isZero();
    database.execute("CREATE EXTENSION unaccent");
    assertThat(count(ACME, "calls WHERE unaccent('é') = 'e'")).isZero();
  }

  @Test
  void aRefreshHoldsForTheNextStatement() throws SQLException {
    database.execute(create("refreshed"));
    assertThat(count(ACME, "refreshed")).isEqualTo(3);
    database.execute(addDiscriminator("refreshed"));
    door.refreshCatalogs();
    assertThat(count(ACME, "refreshed")).isOne();
  }
}
