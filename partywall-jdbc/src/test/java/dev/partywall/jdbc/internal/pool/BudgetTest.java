package dev.partywall.jdbc.internal.pool;

import static dev.partywall.jdbc.internal.pool.Someone.budget;
import static dev.partywall.jdbc.internal.pool.Someone.eventually;
import static dev.partywall.jdbc.internal.pool.Someone.query;
import static dev.partywall.jdbc.internal.pool.Someone.set;
import static dev.partywall.jdbc.internal.pool.Someone.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.ConnectionUnavailableException;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many databases, and few connections for all of them. */
@Timeout(1200)
class BudgetTest {

  private static final int DATABASES = 60;
  private static final List<TestDatabase> databases = new ArrayList<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Pools pools;

  @BeforeAll
  static void createDatabases() {
    PostgresServer server = PostgresServer.shared();
    TestDatabase template = server.freshDatabase("budget");
    template.execute("CREATE TABLE t (id int)");
    databases.add(template);
    for (int i = 1; i < DATABASES; i++) {
      databases.add(server.freshDatabase("budget", template));
    }
  }

  @AfterAll
  static void dropDatabases() {
    databases.forEach(PostgresServer.shared()::drop);
  }

  @BeforeEach
  void count() throws SQLException {
    CountingDriver.reset();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (pools != null) {
      pools.close();
    }
    eventually(() -> CountingDriver.OPEN.get() == 0);
  }

  /** Sets {@code db0} and so on. */
  private Pools open(Budget budget, int count, int size) {
    List<DatasourceSet> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(set("db" + i, CountingDriver.counted(databases.get(i).jdbcUrl()), databases.get(i), size));
    }
    pools = Pools.open(sets, budget);
    return pools;
  }

  private static DatasourceName db(int number) {
    return DatasourceName.of("db" + number);
  }

  private static void use(Pools pools, int number) throws SQLException {
    PhysicalConnection physical = pools.acquire(db(number), tenant(number));
    try {
      assertThat(query(physical.connection(), "SELECT current_database()")).isEqualTo(databases.get(number).name());
    } finally {
      physical.release();
    }
  }

  private static PoolStats stats(Pools pools, int number) {
    return pools.stats().pools().stream().filter(pool -> pool.set().equals(db(number))).findFirst().orElseThrow();
  }

  @Test
  void manyDatabasesShareFewConnectionsAndTheBudgetIsNeverExceeded() throws Exception {
    Pools pools = open(budget(12, 12, Duration.ofMinutes(20)), DATABASES, 5);
    List<Future<?>> users = new ArrayList<>();
    for (int thread = 0; thread < 40; thread++) {
      users.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 25; i++) {
                  use(pools, ThreadLocalRandom.current().nextInt(DATABASES));
                }
                return null;
              }));
    }
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(CountingDriver.MOST).hasValueLessThanOrEqualTo(12);
    assertThat(CountingDriver.OPENED).hasValueGreaterThan(DATABASES);
    assertThat(pools.stats().open()).isLessThanOrEqualTo(12);
    assertThat(pools.stats().pools()).allSatisfy(pool -> assertThat(pool.active() + pool.waiting()).isZero());
  }

  @Test
  void theBudgetOfAServerIsNeverExceeded() throws Exception {
    List<DatasourceSet> sets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String url = CountingDriver.counted(databases.get(i).jdbcUrl());
      sets.add(set("db" + i, i % 2 == 0 ? url : url.replace("localhost", "127.0.0.1"), databases.get(i), 3));
    }
    pools = Pools.open(sets, budget(7, 4, Duration.ofMinutes(20)));
    List<Future<?>> users = new ArrayList<>();
    for (int thread = 0; thread < 20; thread++) {
      users.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 20; i++) {
                  use(pools, ThreadLocalRandom.current().nextInt(20));
                }
                return null;
              }));
    }
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(CountingDriver.MOST).hasValueLessThanOrEqualTo(7);
    assertThat(CountingDriver.MOST_OF_A_HOST).hasValueLessThanOrEqualTo(4);
    assertThat(pools.stats().openByServer())
        .hasSize(2)
        .allSatisfy((_, open) -> assertThat(open).isLessThanOrEqualTo(4));
  }

  @Test
  void roomIsMadeInThePoolThatWasUsedLeastLately() throws SQLException {
    Pools pools = open(budget(3, 3, Duration.ofMinutes(20)), 4, 5);
    use(pools, 0);
    use(pools, 1);
    use(pools, 2);
    use(pools, 0);
    use(pools, 3);
    assertThat(stats(pools, 1).idle()).isZero();
    assertThat(stats(pools, 0).idle()).isOne();
    use(pools, 1);
    assertThat(stats(pools, 2).idle()).isZero();
    assertThat(CountingDriver.MOST).hasValue(3);
  }

  @Test
  void aConnectionInUseIsNotTakenAway() throws SQLException {
    Pools pools = open(budget(2, 2, Duration.ofMinutes(20)), 3, 5);
    PhysicalConnection held = pools.acquire(db(0), tenant(0));
    String pid = query(held.connection(), "SELECT pg_backend_pid()");
    use(pools, 1);
    use(pools, 2);
    use(pools, 1);
    assertThat(query(held.connection(), "SELECT pg_backend_pid()")).isEqualTo(pid);
    held.release();
  }

  @Test
  void withoutRoomTheErrorNamesTheBudget() throws SQLException {
    Pools pools = open(budget(1, 1, Duration.ofMillis(300)), 2, 5);
    PhysicalConnection held = pools.acquire(db(0), tenant(0));
    assertThatThrownBy(() -> pools.acquire(db(1), tenant(7)))
        .isInstanceOf(ConnectionUnavailableException.class)
        .hasMessageContaining("for tenant 'tenant-7' to datasource set 'db1'")
        .hasMessageContaining("The budget is used up: 1 of 1 connections of the process are open")
        .hasMessageContaining("1 of 1 on localhost:");
    assertThatThrownBy(() -> pools.unguarded(db(1)).getConnection())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("the budget is used up");
    held.release();
    assertThat(CountingDriver.MOST).hasValue(1);
  }

  @Test
  void aBusyPoolGivesUpAConnectionForOneThatHasNone() throws Exception {
    Pools pools = open(budget(2, 2, Duration.ofMinutes(20)), 2, 2);
    PhysicalConnection first = pools.acquire(db(0), tenant(0));
    PhysicalConnection second = pools.acquire(db(0), tenant(0));
    List<Future<?>> crowd = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      // Each gives its own back: they are not let in in the order in which they were started.
      crowd.add(
          threads.submit(
              () -> {
                pools.acquire(db(0), tenant(0)).release();
                return null;
              }));
    }
    eventually(() -> stats(pools, 0).waiting() == 5);
    Future<PhysicalConnection> other = threads.submit(() -> pools.acquire(db(1), tenant(1)));
    eventually(() -> pools.stats().pools().size() == 2 && stats(pools, 1).waiting() == 1);
    eventually(() -> ((HikariPools) pools).isWanted());
    first.release();
    other.get().release();
    second.release();
    for (Future<?> one : crowd) {
      one.get();
    }
    assertThat(CountingDriver.MOST).hasValue(2);
  }

  @Test
  void poolsTakeTurnsWhenTheBudgetHasOneConnectionForAll() throws Exception {
    Pools pools = open(budget(1, 1, Duration.ofMinutes(20)), 4, 3);
    List<Future<?>> users = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int number = thread % 4;
      users.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 5; i++) {
                  use(pools, number);
                }
                return null;
              }));
    }
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(CountingDriver.MOST).hasValue(1);
  }

  @Test
  void aPoolThatIsIdleIsClosedAndPoolsNeedNoThreadsOfTheirOwn() throws SQLException {
    Budget budget = new Budget(DATABASES, DATABASES, 0.5, Duration.ofMinutes(20), Duration.ofMillis(500));
    Pools pools = open(budget, DATABASES, 2);
    for (int i = 0; i < DATABASES; i++) {
      use(pools, i);
    }
    assertThat(threadsOfPools()).isEqualTo(1);
    eventually(() -> pools.stats().pools().isEmpty());
    assertThat(pools.stats().open()).isZero();
    eventually(() -> CountingDriver.OPEN.get() == 0);
    use(pools, 7);
    assertThat(pools.stats().pools()).hasSize(1);
  }

  private static long threadsOfPools() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().toLowerCase(java.util.Locale.ROOT).contains("partywall"))
        .count();
  }

  @Test
  void closingEndsWhoWaitsAndWhoUsesAConnection() throws Exception {
    Pools pools = open(budget(5, 5, Duration.ofMinutes(20)), 1, 1);
    PhysicalConnection held = pools.acquire(db(0), tenant(0));
    Future<PhysicalConnection> waiting = threads.submit(() -> pools.acquire(db(0), tenant(1)));
    Connection unguarded = pools.unguarded(db(0)).getConnection();
    eventually(() -> stats(pools, 0).waiting() == 1);
    pools.close();
    assertThatThrownBy(waiting::get).hasMessageContaining("The pools are closed");
    assertThatThrownBy(() -> query(held.connection(), "SELECT 1")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> query(unguarded, "SELECT 1")).isInstanceOf(SQLException.class);
    held.release();
    assertThatThrownBy(() -> pools.acquire(db(0), tenant(0))).hasMessageContaining("The pools are closed");
    eventually(() -> CountingDriver.OPEN.get() == 0);
  }

  @Test
  void aSetCanBeAddedLater() throws SQLException {
    Pools pools = open(budget(5, 5, Duration.ofMinutes(20)), 1, 1);
    assertThatThrownBy(() -> use(pools, 1)).hasMessageContaining("There is no datasource set 'db1'");
    DatasourceSet later = set("db1", CountingDriver.counted(databases.get(1).jdbcUrl()), databases.get(1), 1);
    pools.add(later);
    use(pools, 1);
    assertThatThrownBy(() -> pools.add(later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'db1'");
  }
}
