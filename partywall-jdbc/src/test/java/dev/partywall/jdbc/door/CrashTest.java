package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server dies in the middle of the work. */
@Timeout(300)
class CrashTest {

  private static final long POLL = 10_000_000;
  private static final int WORKERS = 8;

  @TempDir Path directory;

  private final List<Tenant> tenants = List.of(Tenant.of(1, "acme"), Tenant.of(2, "globex"));
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void aCrashGivesErrorsAndNeverWrongRowsAndIsRecoveredFrom() throws Exception {
    try (PostgresServer server = PostgresServer.builder().directory(directory).durable(true).start()) {
      TestDatabase database = server.database("crash");
      database.execute(
          "create table customer (tenant_id bigint not null, id bigint, name text);"
              + "insert into customer select t, n, 'tenant ' || t from generate_series(1, 2) t, generate_series(1, 50) n");
      try (TenantDataSource door = door(database);
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
          Tenant tenant = tenants.get(i % tenants.size());
          work.add(threads.submit(() -> Tenancy.of(tenant).call(() -> readUntilStopped(door, tenant))));
        }
        await(() -> answers.get() > 100);
        server.crash();
        await(() -> errors.get() >= WORKERS);
        server.restart();
        int before = answers.get();
        await(() -> answers.get() > before + 100);
        stop.set(true);
        for (Future<?> future : work) {
          future.get();
        }
      }
    }
  }

  @Test
  void aTransactionWhoseServerDiedDoesNotGoOnElsewhere() throws Exception {
    try (PostgresServer server = PostgresServer.builder().directory(directory).durable(true).start()) {
      TestDatabase database = server.database("crash");
      database.execute("create table customer (tenant_id bigint not null, id bigint, name text)");
      try (TenantDataSource door = door(database);
          Connection c = door.getConnection()) {
        Tenancy.of(tenants.getFirst())
            .call(
                () -> {
                  c.setAutoCommit(false);
                  Sql.update(c, "insert into customer (id, name) values (1, 'lost')");
                  server.crash();
                  server.restart();
                  assertThatThrownBy(() -> Sql.update(c, "insert into customer (id, name) values (2, 'late')"))
                      .isInstanceOf(SQLException.class);
                  assertThatThrownBy(() -> Sql.update(c, "insert into customer (id, name) values (3, 'late')"))
                      .isInstanceOf(SQLException.class);
                  assertThatThrownBy(c::commit).isInstanceOf(SQLException.class);
                  // The lost transaction has ended; a new one takes a new connection.
                  assertThat(Sql.strings(c, "select name from customer")).isEmpty();
                  c.rollback();
                  c.setAutoCommit(true);
                  assertThat(Sql.update(c, "insert into customer (id, name) values (4, 'kept')")).isEqualTo(1);
                  assertThat(c.isValid(5)).isTrue();
                  server.crash();
                  assertThat(c.isValid(5)).isFalse();
                  server.restart();
                  assertThat(Sql.strings(c, "select name from customer")).containsExactly("kept");
                  return null;
                });
      }
    }
  }

  private Void readUntilStopped(TenantDataSource door, Tenant tenant) {
    String own = "tenant " + tenant.id();
    while (!stop.get()) {
      try (Connection c = door.getConnection();
          PreparedStatement statement = c.prepareStatement("select name from customer where id <= ?")) {
        statement.setInt(1, 30);
        assertThat(Sql.strings(statement.executeQuery())).hasSize(30).containsOnly(own);
        answers.incrementAndGet();
      } catch (SQLException e) {
        errors.incrementAndGet();
      }
    }
    return null;
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    while (!condition.holds()) {
      LockSupport.parkNanos(POLL);
    }
  }

  private static TenantDataSource door(TestDatabase database) {
    Budget budget = new Budget(20, 20, 1, Duration.ofSeconds(2), Duration.ofMinutes(1));
    return TenantDataSource.builder()
        .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
        .budget(budget)
        .build();
  }
}
