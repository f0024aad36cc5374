package dev.partywall.jdbc.internal.pool;

import static dev.partywall.jdbc.internal.pool.Someone.MAIN;
import static dev.partywall.jdbc.internal.pool.Someone.budget;
import static dev.partywall.jdbc.internal.pool.Someone.eventually;
import static dev.partywall.jdbc.internal.pool.Someone.execute;
import static dev.partywall.jdbc.internal.pool.Someone.query;
import static dev.partywall.jdbc.internal.pool.Someone.set;
import static dev.partywall.jdbc.internal.pool.Someone.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.jdbc.internal.pool.Ledger.Permit;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who comes for a connection gets one that is set up for it, if one is idle. */
@PartywallDatabases
@Timeout(1200)
class PreferredConnectionTest {

  private static final int SIZE = 4;

  private TestDatabase database;
  private Pools pools;

  @BeforeAll
  static void create(TestDatabase database) {
    database.execute("CREATE ROLE prefers; CREATE SCHEMA s1; CREATE SCHEMA s2; CREATE SCHEMA s3");
  }

  @BeforeEach
  void open(TestDatabase database) throws SQLException {
    this.database = database;
    CountingDriver.reset();
    pools =
        Pools.open(
            List.of(set("main", CountingDriver.counted(database.jdbcUrl()), database, SIZE)),
            budget(SIZE, SIZE, Duration.ofMinutes(20)));
  }

  @AfterEach
  void close() {
    pools.close();
  }

  private static Identity identity(int tenant) {
    return new Identity("prefers", Integer.toString(tenant));
  }

  private PhysicalConnection acquire(int tenant) throws SQLException {
    PhysicalConnection physical = pools.acquire(MAIN, tenant(tenant));
    physical.prefer(null, identity(tenant));
    return physical;
  }

  private static String pid(PhysicalConnection physical) throws SQLException {
    return query(physical.connection(), "SELECT pg_backend_pid()");
  }

  /** Tenants 1 to 3 at the same time, on a connection each; their servers' processes. */
  private List<String> together() throws SQLException {
    List<PhysicalConnection> physicals = new ArrayList<>();
    List<String> pids = new ArrayList<>();
    for (int tenant = 1; tenant <= 3; tenant++) {
      PhysicalConnection physical = acquire(tenant);
      physicals.add(physical);
      physical.identify(identity(tenant));
      pids.add(pid(physical));
    }
    physicals.forEach(PhysicalConnection::release);
    return pids;
  }

  @Test
  void aTenantGetsItsConnectionBackAlthoughOthersWereUsedInBetween() {
    // Again and again, since a machine that stands still makes all connections look too old to be taken unasked.
    eventually(
        () -> {
          try {
            List<String> pids = together();
            for (int tenant : new int[] {1, 2, 3, 1, 3, 2}) {
              PhysicalConnection physical = acquire(tenant);
              boolean own = physical.change(identity(tenant)) == null && pid(physical).equals(pids.get(tenant - 1));
              physical.release();
              if (!own) {
                return false;
              }
            }
            return true;
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(CountingDriver.OPENED).hasValue(3);
  }

  @Test
  void aSchemasConnectionIsPreferredToo() {
    eventually(
        () -> {
          try {
            List<PhysicalConnection> physicals = new ArrayList<>();
            for (String schema : List.of("s1", "s2", "s3")) {
              PhysicalConnection physical = pools.acquire(MAIN, tenant(1));
              physicals.add(physical);
              physical.useSchema(schema);
            }
            physicals.forEach(PhysicalConnection::release);
            PhysicalConnection physical = pools.acquire(MAIN, tenant(1));
            physical.prefer("s1", null);
            int before = CountingDriver.STATEMENTS.get();
            physical.useSchema("s1");
            boolean own = CountingDriver.STATEMENTS.get() == before;
            assertThat(query(physical.connection(), "SHOW search_path")).isEqualTo("s1");
            physical.release();
            return own;
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void noConnectionIsOpenedForTheSakeOfPreference() throws SQLException {
    for (int tenant = 1; tenant <= 9; tenant++) {
      PhysicalConnection physical = acquire(tenant);
      physical.identify(identity(tenant));
      physical.release();
    }
    assertThat(CountingDriver.OPENED).hasValue(1);
  }

  @Test
  void whatIsSetOnTheOtherConnectionIsKnown() throws SQLException {
    together();
    PhysicalConnection first = acquire(1);
    PhysicalConnection second = acquire(4);
    PhysicalConnection third = acquire(2);
    for (PhysicalConnection physical : List.of(first, second, third)) {
      for (int tenant = 1; tenant <= 4; tenant++) {
        boolean said = physical.change(identity(tenant)) == null;
        String is = query(physical.connection(), "SELECT current_setting('partywall.tenant', true)");
        if (said) {
          assertThat(is).isEqualTo(Integer.toString(tenant));
        }
      }
      physical.release();
    }
  }

  /** Users of many tenants, some of whose connections are lost; each must be as whom it asked to be, and alone. */
  @Test
  void nobodyIsSomebodyElseAndNothingLeaks() throws Exception {
    int before = CountingDriver.OPEN.get();
    Set<String> inUse = ConcurrentHashMap.newKeySet();
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int user = 0; user < 12; user++) {
        Random random = new Random(user);
        all.add(
            users.submit(
                () -> {
                  for (int i = 0; i < 150; i++) {
                    use(1 + random.nextInt(5), random.nextInt(40), inUse);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        finish(one);
      }
    }
    assertThat(pools.stats().open()).isLessThanOrEqualTo(SIZE);
    assertThat(pools.stats().pools().getFirst().active()).isZero();
    pools.close();
    assertThat(pools.stats().open()).isZero();
    assertThat(CountingDriver.OPEN).hasValue(before);
  }

  private static void finish(Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private void use(int tenant, int fate, Set<String> inUse) throws SQLException {
    PhysicalConnection physical = acquire(tenant);
    physical.identify(identity(tenant));
    String pid = pid(physical);
    assertThat(inUse.add(pid)).isTrue();
    assertThat(query(physical.connection(), "SELECT current_setting('role') || current_setting('partywall.tenant')"))
        .isEqualTo("prefers" + tenant);
    if (fate == 0) {
      execute(physical.connection(), "RESET ROLE");
      physical.evict();
      inUse.remove(pid);
    } else if (fate == 1) {
      physical.connection().abort(Runnable::run);
      inUse.remove(pid);
      physical.release();
    } else if (fate == 2) {
      physical.connection().setAutoCommit(false);
      physical.identify(identity(99));
      inUse.remove(pid);
      physical.release(); // which rolls back
    } else {
      inUse.remove(pid);
      physical.release();
    }
  }

  // Below: two connections without a pool.

  private TrackedConnection tracked(Ledger ledger) throws SQLException, InterruptedException {
    Permit permit = ledger.take(this, List.of("here"), System.nanoTime() + 1_000_000_000L, () -> true).orElseThrow();
    TrackedConnection tracked = new TrackedConnection(database.dataSource().getConnection(), permit, _ -> {});
    assertThat(tracked.use(false)).isTrue();
    tracked.identify(identity(ledger.open()));
    return tracked;
  }

  private static void settle(TrackedConnection tracked) {
    assertThat(tracked.idle()).isTrue();
    tracked.settled(tracked.turn());
  }

  @Test
  void aSessionChangesItsConnectionWithAllThatIsKnownOfIt() throws Exception {
    Ledger ledger = new Ledger(budget(2, 2, Duration.ofSeconds(1)), _ -> false);
    long start = System.nanoTime();
    TrackedConnection one = tracked(ledger);
    long between = System.nanoTime();
    TrackedConnection two = tracked(ledger);
    settle(two);
    assertThat(one.takeSession(two, null, identity(2), start)).isTrue();
    assertThat(query(one, "SELECT current_setting('partywall.tenant')")).isEqualTo("2");
    assertThat(one.change(identity(2))).isNull();
    assertThat(one.openedAt() - between).isNotNegative();
    assertThat(two.openedAt() - between).isNegative();
    two.use(false);
    assertThat(query(two, "SELECT current_setting('partywall.tenant')")).isEqualTo("1");
    assertThat(two.change(identity(1))).isNull();
    one.close();
    assertThat(ledger.open()).isOne();
    assertThat(query(two, "SELECT 1")).isEqualTo("1");
    two.close();
    assertThat(ledger.open()).isZero();
  }

  @Test
  void aConnectionThatDidNotAnswerLatelyIsNotTakenUnasked() throws Exception {
    Ledger ledger = new Ledger(budget(2, 2, Duration.ofSeconds(1)), _ -> false);
    try (TrackedConnection one = tracked(ledger);
        TrackedConnection two = tracked(ledger)) {
      settle(two);
      long later = System.nanoTime() + 1;
      assertThat(one.takeSession(two, null, identity(2), later)).isFalse();
      assertThat(one.isValid(1)).isTrue(); // as the pool asks of one that it hands out
      assertThat(one.takeSession(two, null, identity(2), later)).isFalse();
    }
  }

  @Test
  void aConnectionInOthersHandsIsNotTaken() throws Exception {
    Ledger ledger = new Ledger(budget(2, 2, Duration.ofSeconds(1)), _ -> false);
    TrackedConnection one = tracked(ledger);
    TrackedConnection two = tracked(ledger);
    long since = one.idleSince();
    assertThat(one.takeSession(two, null, identity(2), since)).as("in use").isFalse();
    int turn = two.turn();
    two.idle();
    assertThat(one.takeSession(two, null, identity(2), since)).as("on its way into the pool").isFalse();
    two.use(false);
    two.idle();
    two.settled(turn);
    assertThat(one.takeSession(two, null, identity(2), since)).as("taken again meanwhile").isFalse();
    two.settled(two.turn());
    assertThat(one.takeSession(two, null, identity(3), since)).as("of another tenant").isFalse();
    two.setNetworkTimeout(Runnable::run, 0);
    assertThat(one.takeSession(two, null, identity(2), since)).as("being asked for life").isFalse();
    two.use(false);
    settle(two);
    assertThat(two.closeIfIdle()).isTrue();
    assertThat(one.takeSession(two, null, identity(2), since)).as("closed").isFalse();
    one.close();
    assertThat(ledger.open()).isZero();
  }
}
