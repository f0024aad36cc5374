package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.Tenants;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A host with an application of notes, and tenants that share its database or have one of their own. */
@PartywallDatabases("main")
@Timeout(120)
abstract class LifecycleFixture {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Home ISOLATED = new Home.Isolated(DatasourceName.MAIN);
  static final Home SCHEMA = new Home.Schema(DatasourceName.MAIN);

  /** Nobody looks while a test runs: what happens was asked for. */
  final LifecycleSettings quiet;

  final TestDatabase main;
  private final List<AutoCloseable> open = new ArrayList<>();
  TenantDataSource door;
  Registry registry;
  Notes notes;

  LifecycleFixture(@Database("main") TestDatabase main) {
    this.main = main;
    this.quiet = LifecycleSettings.DEFAULT.withPrefix(main.name() + "_t").withLook(Duration.ofHours(1));
  }

  @BeforeEach
  void begin() {
    dropAll();
    main.execute(
        "drop schema if exists partywall cascade; drop schema public cascade; create schema public;" + Notes.TABLES);
    door =
        opened(
            TenantDataSource.builder()
                .datasource("main", PoolSettings.of(main.jdbcUrl(), main.username(), main.password()))
                .build());
    registry = opened(Registry.builder(door).start());
    notes = new Notes(door);
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    dropAll();
  }

  private void dropAll() {
    for (String database : databases()) {
      main.execute("drop database if exists \"" + database + "\" with (force)");
    }
    for (String schema : schemas()) {
      main.execute("drop schema \"" + schema + "\" cascade");
    }
  }

  List<String> databases() {
    return strings("select datname from pg_database where starts_with(datname, '" + quiet.prefix() + "') order by 1");
  }

  List<String> schemas() {
    return strings("select nspname from pg_namespace where starts_with(nspname, '" + quiet.prefix() + "') order by 1");
  }

  <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  TenantLifecycle tenants() {
    return tenants(builder -> builder);
  }

  /** Tenants of a process that does only what it is asked for. */
  TenantLifecycle tenants(UnaryOperator<TenantLifecycle.Builder> more) {
    return opened(more.apply(builder()).build());
  }

  TenantLifecycle.Builder builder() {
    return TenantLifecycle.builder(door, registry).migrations(notes).seeder(notes).settings(quiet);
  }

  static <T> T host(Supplier<T> work) {
    return Tenancy.host().call(work::get);
  }

  static <T> T as(String user, Supplier<T> work) {
    return Scope.current().with(Tenancy.host()).with(new TenantSession(user, null)).call(work::get);
  }

  static NewTenant wanted(String name) {
    return NewTenant.of(name);
  }

  static Operation ended(Tenants tenants, Operation begun) {
    await("the end of " + begun, () -> host(() -> tenants.operation(begun.id())).orElseThrow().ended() != null);
    return host(() -> tenants.operation(begun.id())).orElseThrow();
  }

  List<String> strings(String sql) {
    return strings(main, sql);
  }

  static List<String> strings(TestDatabase database, String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (row.next()) {
        all.add(row.getString(1));
      }
      return all;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  TestDatabase on(String database) {
    return new TestDatabase(
        database, main.jdbcUrl().replace("/" + main.name(), "/" + database), main.username(), main.password());
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("Waited in vain for " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
