package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.KeyedWrites;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over one database of one node, and Redis: what transactions do to caches. */
@Timeout(120)
@PartywallDatabases
class TransactionsTest {

  private static final String ANN = "ann";
  private static final String BOB = "bob";

  @TempDir static Path directory;
  private static LocalRedis redis;

  private final TestDatabase database;
  private Process here;
  private Process there;

  TransactionsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  static void start() {
    redis = LocalRedis.in(directory);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void open() {
    database.execute("drop table if exists account, booking, rate cascade;" + Process.TABLES);
    redis.empty();
    here = new Process(database, List.of(), redis);
    there = new Process(database, List.of(), redis);
    here.warm();
    there.warm();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private <R> R inTransaction(Process process, int isolation, boolean commit, Process.Body<R> body) {
    return process.over(
        connection -> {
          connection.setAutoCommit(false);
          connection.setTransactionIsolation(isolation);
          R result = body.on(connection);
          if (commit) {
            connection.commit();
          } else {
            connection.rollback();
          }
          return result;
        });
  }

  @Test
  void W19_what_is_not_committed_nobody_else_sees_and_after_a_rollback_nobody_at_all() {
    for (boolean commit : new boolean[] {false, true}) {
      Process.as(
          ANN,
          () ->
              inTransaction(
                  here,
                  Connection.TRANSACTION_READ_COMMITTED,
                  commit,
                  connection -> {
                    assertThat(here.amount(5)).isEqualTo(100);
                    Process.run(connection, "update account set amount = 7 where id = 5");
                    // In the transaction its own row is seen, but what it loads is kept nowhere.
                    assertThat(here.accounts.get(5L, id -> loaded(connection, id))).isEqualTo(7);
                    assertThat(here.accounts.find(5L)).isNull();
                    here.accounts.put(5L, 7L);
                    assertThat(here.amount(BOB, 5)).isEqualTo(100);
                    assertThat(there.amount(BOB, 5)).isEqualTo(100);
                    return true;
                  }));
      long now = commit ? 7 : 100;
      assertThat(here.amount(BOB, 5)).isEqualTo(now);
      assertThat(here.amount(ANN, 5)).isEqualTo(now);
      TwoLayersTest.await(() -> there.amount(BOB, 5) == now);
    }
    assertThat(here.counts.of("bypassed TRANSACTION")).isPositive();
  }

  private static Long loaded(Connection connection, long id) {
    try {
      return Process.load(connection, id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_delete_in_a_transaction_is_done_after_its_commit_and_not_if_it_is_rolled_back() {
    LayeredCache<String, String> labels = here.caches.cache(CacheSettings.of("labels", String.class, String.class));
    for (String sql : List.of("select 1 from account", "update account set amount = 1 where id = 1")) {
      boolean reads = sql.startsWith("select"); // which nothing can be rolled back of
      for (boolean commit : new boolean[] {false, true}) {
        Process.as(BOB, () -> labels.get("a", _ -> "kept"));
        Process.as(BOB, () -> labels.get("b", _ -> "kept"));
        Process.as(
            ANN,
            () ->
                inTransaction(
                    here,
                    Connection.TRANSACTION_READ_COMMITTED,
                    commit,
                    connection -> {
                      Process.run(connection, sql);
                      labels.delete("a");
                      labels.put("b", "mine");
                      assertThat(Process.as(BOB, () -> labels.get("a"))).isEqualTo(reads ? null : "kept");
                      return true;
                    }));
        assertThat(Process.as(BOB, () -> labels.get("a"))).isEqualTo(commit || reads ? null : "kept");
        assertThat(Process.as(BOB, () -> labels.get("b"))).isEqualTo(commit || reads ? null : "kept");
        Process.as(BOB, () -> labels.get("c", _ -> "kept"));
        Process.as(
            ANN,
            () ->
                inTransaction(
                    here,
                    Connection.TRANSACTION_READ_COMMITTED,
                    commit,
                    connection -> {
                      Process.run(connection, sql);
                      labels.clear();
                      return true;
                    }));
        assertThat(Process.as(BOB, () -> labels.get("c"))).isEqualTo(commit || reads ? null : "kept");
      }
    }
  }

  @Test
  void keys_that_a_writer_tells_are_deleted_after_its_commit_and_the_other_entries_stay() {
    LayeredCache<Long, Long> keyed =
        here.caches.cache(CacheSettings.of("keyed", Long.class, Long.class).withKeyedBy("account"));
    for (long id = 1; id <= 3; id++) {
      long one = id;
      Process.as(BOB, () -> keyed.get(one, here::load));
      Process.as(BOB, () -> keyed.get(one, here::load));
    }
    for (boolean commit : new boolean[] {false, true}) {
      Process.as(
          ANN,
          () ->
              inTransaction(
                  here,
                  Connection.TRANSACTION_READ_COMMITTED,
                  commit,
                  connection -> {
                    Scope scope = Scope.current().with(new KeyedWrites("account"));
                    scope.<Integer, SQLException>call(
                        () -> Process.run(connection, "update account set amount = 7 where id = 2"));
                    keyed.delete(2L);
                    assertThat(Process.as(BOB, () -> keyed.get(2L))).isEqualTo(100);
                    return true;
                  }));
      assertThat(Process.as(BOB, () -> keyed.find(2L)) == null).isEqualTo(commit);
      assertThat(Process.as(BOB, () -> keyed.get(3L))).isEqualTo(100);
    }
    assertThat(Process.as(BOB, () -> keyed.get(2L, here::load))).isEqualTo(7);
  }

  @Test
  void W23_what_a_transaction_computes_it_does_not_take_from_a_cache() {
    for (int isolation : new int[] {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE}) {
      assertThat(here.amount(BOB, 5)).isPositive();
      // Nobody is told of this: a cached amount is wrong from here on.
      database.execute("update account set amount = amount + 1000 where tenant_id = 1 and id = 5");
      long now = direct(5);
      Process.as(
          ANN,
          () ->
              inTransaction(
                  here,
                  isolation,
                  true,
                  connection -> {
                    Long amount = here.accounts.get(5L, id -> loaded(connection, id));
                    assertThat(amount).isEqualTo(now);
                    return Process.run(connection, "update account set amount = " + (amount + 1) + " where id = 5");
                  }));
      assertThat(direct(5)).isEqualTo(now + 1);
      assertThat(here.amount(BOB, 5)).isEqualTo(now + 1);
    }
  }

  @Test
  void W23_of_two_transactions_that_add_to_what_they_read_none_is_lost() {
    assertThat(here.amount(BOB, 5)).isEqualTo(100);
    assertThatThrownBy(
            () ->
                Process.as(
                    ANN,
                    () ->
                        inTransaction(
                            here,
                            Connection.TRANSACTION_SERIALIZABLE,
                            true,
                            connection -> {
                              long amount = here.accounts.get(5L, id -> loaded(connection, id));
                              there.run(BOB, "update account set amount = amount + 1 where id = 5");
                              return Process.run(
                                  connection, "update account set amount = " + (amount + 1) + " where id = 5");
                            })))
        .hasMessageContaining("could not serialize");
    assertThat(direct(5)).isEqualTo(101);
    assertThat(there.amount(BOB, 5)).isEqualTo(101);
  }

  private long direct(long id) {
    try (Connection connection = database.dataSource().getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery("select amount from account where tenant_id = 1 and id = " + id)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void W26_whatever_writes_through_a_door_drops_what_was_made_from_it() {
    expect(100);
    here.run(ANN, "update account set amount = 1 where id between 4 and 6");
    expect(1);
    there.run(ANN, "update account set amount = 200 where id = 5");
    expect(200);
    here.run(ANN, "update rich set amount = 300 where id = 5");
    expect(300);
    here.run(ANN, "with gone as (delete from account where id = 5 returning id) select id from gone");
    expect(-1);
    here.run(ANN, "insert into account (id, amount) values (5, 5)");
    expect(5);
    there.run(
        ANN, "insert into account (id, amount) values (5, 6) on conflict (tenant_id, id) do update set amount = 6");
    expect(6);
  }

  private void expect(long amount) {
    TwoLayersTest.await(() -> there.amount(BOB, 5) == amount && here.amount(BOB, 5) == amount);
    assertThat(here.amount(ANN, 5)).isEqualTo(amount);
    assertThat(here.amount(ANN, 5)).isEqualTo(amount);
    assertThat(there.amount(ANN, 5)).isEqualTo(amount);
  }

  @Test
  void W26_rows_that_go_with_others_drop_what_was_made_from_them() {
    LayeredCache<String, Long> counts = here.caches.cache(CacheSettings.of("counts", String.class, Long.class));
    AtomicInteger loads = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      assertThat(Process.as(BOB, () -> counts.get("bookings", _ -> bookings(loads)))).isEqualTo(1);
    }
    assertThat(loads).hasValueLessThan(3);
    there.run(ANN, "delete from account where id = 1");
    TwoLayersTest.await(() -> Process.as(BOB, () -> counts.get("bookings", _ -> bookings(loads))) == 0);
  }

  private long bookings(AtomicInteger loads) {
    loads.incrementAndGet();
    return here.over(
        connection -> {
          try (var rows = connection.createStatement().executeQuery("select count(*) from booking")) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @Test
  void a_common_table_is_the_hosts_and_reaches_all_tenants() {
    LayeredCache<Long, Long> rates = here.caches.cache(CacheSettings.of("rates", Long.class, Long.class));
    for (int i = 0; i < 3; i++) {
      assertThat(Process.as(BOB, () -> rates.get(1L, this::rate))).isEqualTo(5);
      assertThat(Process.as(BOB, () -> rates.get(2L, _ -> Tenancy.host().call(() -> rate(1L))))).isEqualTo(5);
    }
    assertThat(here.counts.of("hit PROCESS")).isPositive();
    Tenancy.host().run(() -> there.over(connection -> Process.run(connection, "update rate set percent = 6")));
    TwoLayersTest.await(() -> Process.as(BOB, () -> rates.get(1L, this::rate)) == 6);
    TwoLayersTest.await(() -> Process.as(BOB, () -> rates.get(2L, _ -> Tenancy.host().call(() -> rate(1L)))) == 6);
  }

  private long rate(long id) {
    return here.over(
        connection -> {
          try (var rows = connection.createStatement().executeQuery("select percent from rate where id = " + id)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @Test
  void what_is_loaded_of_another_tenant_is_kept_nowhere() {
    LayeredCache<String, Long> odd = here.caches.cache(CacheSettings.of("odd", String.class, Long.class));
    Tenancy globex = Tenancy.of(dev.partywall.core.Tenant.of(2, "globex"));
    for (int i = 0; i < 3; i++) {
      assertThat(Process.as(BOB, () -> odd.get("theirs", _ -> globex.call(() -> here.load(1L))))).isEqualTo(222);
      assertThat(Process.as(BOB, () -> odd.find("theirs"))).isNull();
    }
    assertThat(here.counts.of("refused UNSHAREABLE")).isEqualTo(3);
  }
}
