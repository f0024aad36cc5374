package dev.partywall.fleet.jobs;

import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Two databases, two tenants that share the first, and one that has the second for itself. */
@PartywallDatabases({"main", "own"})
@Timeout(120)
abstract class JobsFixture {

  final Tenant acme = Tenant.of(1, "acme");
  final Tenant globex = Tenant.of(2, "globex");
  final Tenant initech = Tenant.of(3, "initech").withPlacement(new Placement.Isolated(Tasks.set("own")));
  final Tasks.Store store = new Tasks.Store();
  final List<String> log = new CopyOnWriteArrayList<>();
  final TestDatabase main;
  final TestDatabase own;
  private final List<AutoCloseable> open = new ArrayList<>();
  TenantDataSource door;

  /** The connection of the open transaction, in which jobs are scheduled. */
  private Connection transaction;

  JobsFixture(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    this.main = main;
    this.own = own;
  }

  @BeforeEach
  void begin() {
    for (TestDatabase database : List.of(main, own)) {
      database.execute(
          "drop schema if exists partywall cascade; drop table if exists note;"
              + "create table note (tenant_id bigint not null, text text not null)");
    }
    List.of(acme, globex, initech).forEach(store::put);
    door = doorTo(TenantDataSource.builder());
  }

  /** The door; a subclass makes another one. */
  TenantDataSource doorTo(TenantDataSource.Builder builder) {
    return builder.datasource("main", pool(main)).datasource("own", pool(own)).build();
  }

  static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    door.close();
  }

  TenantJobs jobs(UnaryOperator<TenantJobs.Builder> more) {
    return jobs(door, more);
  }

  TenantJobs jobs(TenantDataSource through, UnaryOperator<TenantJobs.Builder> more) {
    TenantJobs jobs =
        more.apply(
                TenantJobs.builder(through)
                    .tenants(store)
                    .directory(store)
                    .connections(new Transactional(through))
                    .settings(Tasks.QUICK))
            .build();
    open.add(jobs);
    return jobs;
  }

  /** A job that says under which tenancy it ran, and about what. */
  Job<String> note(String name) {
    return Job.of(name, (text, _) -> log.add(Tenancy.current().label() + " " + text));
  }

  @FunctionalInterface
  interface Work {
    void in(Connection connection) throws SQLException;
  }

  /** Runs something in a transaction, which jobs are scheduled in. */
  void transaction(Tenancy tenancy, boolean commit, Work work) throws SQLException {
    tenancy.call(
        () -> {
          try (Connection connection = door.getConnection()) {
            connection.setAutoCommit(false);
            transaction = connection;
            work.in(connection);
            if (commit) {
              connection.commit();
            } else {
              connection.rollback();
            }
          } finally {
            transaction = null;
          }
          return null;
        });
  }

  static void update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  static long number(TestDatabase database, String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  void await(String... lines) {
    Tasks.await(List.of(lines) + " in " + log, () -> log.containsAll(List.of(lines)));
  }

  /** Gives the open transaction's connection, which its user does not close, as a transaction manager's does. */
  private final class Transactional extends PGSimpleDataSource {
    private final transient TenantDataSource through;

    Transactional(TenantDataSource through) {
      this.through = through;
    }

    @Override
    public Connection getConnection() {
      Connection open = transaction;
      return open == null
          ? through.getConnection()
          : (Connection)
              Proxy.newProxyInstance(
                  JobsFixture.class.getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                      return null;
                    }
                    try {
                      return method.invoke(open, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
    }
  }
}
