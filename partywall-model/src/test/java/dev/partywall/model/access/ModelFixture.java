package dev.partywall.model.access;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.jdbc.RowSecurityRoles;
import dev.partywall.jdbc.door.RowSecurity;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.model.Model;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Models over a door to two databases, and two tenants, placed as the subclass says. */
@PartywallDatabases(
    value = {"main", "other"},
    scripts = "/dev/partywall/model/tables.sql")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModelFixture implements Placed {

  static final DatasourceName OTHER = DatasourceName.of("other");

  private static final String TABLES =
      "product, product_archive, order_line, note, task, ticket, sample, plan, notice, branch, padded";

  final Tenant acme;
  final Tenant globex;
  final TenantDataSource door;
  final TestClock clock = new TestClock();
  final Models models;

  ModelFixture(TestDatabase main, TestDatabase other, Placement ofAcme, Placement ofGlobex) {
    this.acme = Tenant.of(1, "acme").withPlacement(ofAcme);
    this.globex = Tenant.of(2, "globex").withPlacement(ofGlobex);
    for (Placement placement : List.of(ofAcme, ofGlobex)) {
      if (placement instanceof Placement.Schema(DatasourceName set, String schema)) {
        TestDatabase database = set.equals(OTHER) ? other : main;
        database.execute("create schema \"" + schema + "\"; set search_path to \"" + schema + "\"; " + tables());
      }
    }
    this.door =
        configure(TenantDataSource.builder())
            .datasource("main", settings(main))
            .datasource("other", settings(other))
            .build();
    secure();
    this.models = models(door);
  }

  /** Whether row-level security is on. */
  boolean rowSecurity() {
    return false;
  }

  private void secure() {
    try {
      RowSecurity security = door.rowSecurity().orElse(null);
      if (security != null) {
        for (PhysicalDatabase database : door.databases(Stream.of(acme, globex).map(Tenant::placement))) {
          security.apply(database);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  TenantDataSource.Builder configure(TenantDataSource.Builder builder) {
    return rowSecurity() ? builder.rowSecurity(RowSecurityRoles.DEFAULT) : builder;
  }

  Models models(TenantDataSource over) {
    return Models.builder(over).clock(clock).build();
  }

  private PoolSettings settings(TestDatabase database) {
    PoolSettings owner = PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
    if (!rowSecurity()) {
      return owner.withMaximumSize(4);
    }
    database.execute(
        "do $$ begin create role app login; exception when duplicate_object or unique_violation then null; end $$");
    return PoolSettings.of(database.jdbcUrl(), "app", "app")
        .withOwner(database.username(), database.password())
        .withMaximumSize(4);
  }

  private static String tables() {
    try (InputStream stream = ModelFixture.class.getResourceAsStream("/dev/partywall/model/tables.sql")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Models models() {
    return models;
  }

  @Override
  public <T, I> Model<T, I> model(Class<T> entity, Class<I> key) {
    return models.model(entity, key);
  }

  @Override
  public Tenant acme() {
    return acme;
  }

  @Override
  public Tenant globex() {
    return globex;
  }

  @Override
  public TestClock clock() {
    return clock;
  }

  @BeforeEach
  void empty() throws SQLException {
    for (Tenant tenant : List.of(acme, globex)) {
      raw(tenant, "truncate " + TABLES + " restart identity; insert into plan values (1, 'free')");
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

  @Override
  public void raw(Tenant tenant, String sql) throws SQLException {
    try (Connection connection = door.database(tenant.placement()).unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public List<String> stored(Tenant tenant, String sql) throws SQLException {
    try (Connection connection = door.database(tenant.placement()).unguarded().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  @Override
  public <R> R in(Tenant tenant, Block<R> block) {
    return Tenancy.of(tenant).<R, RuntimeException>call(block::run);
  }
}
