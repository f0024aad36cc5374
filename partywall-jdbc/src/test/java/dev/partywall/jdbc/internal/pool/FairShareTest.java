package dev.partywall.jdbc.internal.pool;

import static dev.partywall.jdbc.internal.pool.Someone.MAIN;
import static dev.partywall.jdbc.internal.pool.Someone.budget;
import static dev.partywall.jdbc.internal.pool.Someone.eventually;
import static dev.partywall.jdbc.internal.pool.Someone.query;
import static dev.partywall.jdbc.internal.pool.Someone.set;
import static dev.partywall.jdbc.internal.pool.Someone.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.ConnectionUnavailableException;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tenant 0 is noisy, tenants 1 to 5 are quiet. */
@PartywallDatabases
@Timeout(1200)
class FairShareTest {

  private static final int NOISY = 0;
  private static final int QUIET = 5;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Grant> grants = new LinkedBlockingQueue<>();
  private @Nullable Pools pools;

  private record Grant(int tenant, PhysicalConnection physical) {}

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (pools != null) {
      pools.close();
    }
  }

  private Pools open(TestDatabase database, int size, Duration wait) {
    pools = Pools.open(List.of(set("main", database, size)), budget(50, 50, wait));
    return pools;
  }

  private static PoolStats stats(Pools pools) {
    return pools.stats().pools().getFirst();
  }

  private void request(Pools pools, int tenant) {
    int before = stats(pools).waiting();
    threads.submit(() -> grants.add(new Grant(tenant, pools.acquire(MAIN, tenant(tenant)))));
    eventually(() -> stats(pools).waiting() == before + 1);
  }

  @Test
  void quietTenantsAreServedBeforeTheCrowdOfANoisyOne(TestDatabase database) throws Exception {
    Pools pools = open(database, 10, Duration.ofMinutes(20));
    List<PhysicalConnection> held = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      held.add(pools.acquire(MAIN, tenant(NOISY)));
    }
    for (int i = 0; i < 50; i++) {
      request(pools, NOISY);
    }
    for (int tenant = 1; tenant <= QUIET; tenant++) {
      request(pools, tenant);
    }
    for (int tenant = 1; tenant <= QUIET; tenant++) {
      held.removeLast().release();
      Grant grant = grants.take();
      assertThat(grant.tenant()).isEqualTo(tenant);
      held.addFirst(grant.physical());
    }
    held.forEach(PhysicalConnection::release);
    for (int i = 0; i < 50; i++) {
      Grant grant = grants.take();
      assertThat(grant.tenant()).isEqualTo(NOISY);
      grant.physical().release();
    }
    assertThat(stats(pools).waiting()).isZero();
  }

  @Test
  void underLoadAQuietRequestWaitsForFewOthers(TestDatabase database) throws Exception {
    Pools pools = open(database, 10, Duration.ofMinutes(20));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong noisyGrants = new AtomicLong();
    List<Future<?>> noise = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      noise.add(
          threads.submit(
              () -> {
                while (!stop.get()) {
                  work(pools, NOISY);
                  noisyGrants.incrementAndGet();
                }
                return null;
              }));
    }
    eventually(() -> noisyGrants.get() > 100);
    AtomicLong overtaken = new AtomicLong();
    List<Future<?>> quiet = new ArrayList<>();
    for (int tenant = 1; tenant <= QUIET; tenant++) {
      int number = tenant;
      quiet.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 40; i++) {
                  long before = noisyGrants.get();
                  PhysicalConnection physical = pools.acquire(MAIN, tenant(number));
                  overtaken.addAndGet(noisyGrants.get() - before);
                  physical.release();
                }
                return null;
              }));
    }
    for (Future<?> one : quiet) {
      one.get();
    }
    stop.set(true);
    for (Future<?> one : noise) {
      one.get();
    }
    // In a first-come-first-served queue each would wait for the 50 before it.
    assertThat(overtaken.get() / (40.0 * QUIET)).isLessThan(20);
  }

  private static void work(Pools pools, int tenant) throws SQLException {
    PhysicalConnection physical = pools.acquire(MAIN, tenant(tenant));
    try {
      query(physical.connection(), "SELECT pg_sleep(0.002)");
    } finally {
      physical.release();
    }
  }

  @Test
  void theErrorOfAFullPoolNamesTheTenantTheCountsAndWhoHoldsMost(TestDatabase database) throws Exception {
    Pools pools = open(database, 3, Duration.ofMillis(200));
    List<PhysicalConnection> held =
        List.of(pools.acquire(MAIN, Tenancy.host()), pools.acquire(MAIN, tenant(7)), pools.acquire(MAIN, tenant(7)));
    assertThatThrownBy(() -> pools.acquire(MAIN, tenant(3)))
        .isInstanceOf(ConnectionUnavailableException.class)
        .hasMessageContaining(
            "No connection for tenant 'tenant-3' to datasource set 'main' (" + database.jdbcUrl() + ")")
        .hasMessageContaining("3 of 3 in use, 0 idle, 0 waiting")
        .hasMessageContaining("Most are held by tenant 'tenant-7' (2), the host (1)")
        .hasMessageContaining("REQUIRES_NEW")
        .satisfies(
            e -> {
              ConnectionUnavailableException unavailable = (ConnectionUnavailableException) e;
              assertThat(unavailable.tenancy()).contains("tenant-3");
              assertThat(unavailable.pool().orElseThrow().active()).isEqualTo(3);
              assertThat(unavailable.waited().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            });
    held.forEach(PhysicalConnection::release);
    pools.acquire(MAIN, tenant(3)).release();
  }

  @Test
  void whoNeedsASecondConnectionOfAFullPoolGetsAnErrorAndNoDeadlock(TestDatabase database) throws Exception {
    Pools pools = open(database, 1, Duration.ofMillis(200));
    PhysicalConnection outer = pools.acquire(MAIN, tenant(1));
    assertThatThrownBy(() -> pools.acquire(MAIN, tenant(1)))
        .isInstanceOf(ConnectionUnavailableException.class)
        .hasMessageContaining("Most are held by tenant 'tenant-1' (1)");
    outer.release();
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet(TestDatabase database) throws Exception {
    Pools pools = open(database, 1, Duration.ofMinutes(20));
    PhysicalConnection held = pools.acquire(MAIN, tenant(1));
    BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    pools.acquire(MAIN, tenant(2));
                  } catch (SQLException e) {
                    seen.add(e);
                    seen.add(Thread.currentThread().isInterrupted());
                  }
                });
    eventually(() -> stats(pools).waiting() == 1);
    waiting.interrupt();
    assertThat(seen.take())
        .isInstanceOfSatisfying(
            ConnectionUnavailableException.class, e -> assertThat(e.getMessage()).contains("was interrupted"));
    assertThat(seen.take()).isEqualTo(true);
    assertThat(stats(pools).waiting()).isZero();
    held.release();
    pools.acquire(MAIN, tenant(2)).release();
  }
}
