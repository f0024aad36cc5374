package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Scope;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.Tenancy;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over a writer, a reader that stands still now and then, and Redis. */
@Timeout(240)
class LaggingReaderTest {

  private static final int ROWS = 5;

  @TempDir static Path directory;
  private static PostgresCluster cluster;
  private static LocalRedis redis;

  /** What each user carries with him. */
  private final List<SessionWrites> carried = Stream.generate(SessionWrites::new).limit(ROWS + 1).toList();

  private Process here;
  private Process there;

  @BeforeAll
  static void start() {
    redis = LocalRedis.in(directory);
    cluster = PostgresCluster.builder().standbys(1).start();
    cluster.createDatabase("bank");
    cluster.writer().database("bank").execute(Process.TABLES);
    cluster.awaitCaughtUp();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    redis.close();
  }

  @BeforeEach
  void open() {
    redis.empty();
    here = process();
    there = process();
  }

  private static Process process() {
    TestDatabase writer = cluster.writer().database("bank");
    Process process = new Process(writer, List.of(cluster.standby(0).database("bank")), redis);
    TwoLayersTest.await(
        () -> {
          process.amount("nobody", 999);
          return process.counts.of("hit PROCESS") > 0;
        });
    process.counts.reset();
    return process;
  }

  @AfterEach
  void close() {
    cluster.standby(0).resumeReplay();
    here.close();
    there.close();
    cluster.awaitCaughtUp();
  }

  private static void set(Process process, String user, long id, long amount) {
    process.run(user, "update account set amount = " + amount + " where id = " + id);
  }

  @Test
  void W11_what_another_session_reads_at_a_reader_that_is_behind_is_not_for_who_wrote() {
    set(here, "ann", 7, 1);
    cluster.awaitCaughtUp();
    cluster.standby(0).pauseReplay();
    set(here, "ann", 7, 2);
    // Bob reads where the write is not yet, again and again, in both processes.
    for (int i = 0; i < 5; i++) {
      assertThat(here.amount("bob", 7)).isIn(1L, 2L);
      assertThat(there.amount("bob", 7)).isIn(1L, 2L);
      assertThat(here.amount("ann", 7)).isEqualTo(2);
    }
    cluster.standby(0).resumeReplay();
    cluster.awaitCaughtUp();
    TwoLayersTest.await(() -> there.amount("bob", 7) == 2 && here.amount("bob", 7) == 2);
  }

  @Test
  void W18_what_is_read_at_a_reader_that_is_behind_is_never_kept() {
    set(here, "ann", 8, 1);
    cluster.awaitCaughtUp();
    TwoLayersTest.await(() -> there.amount("bob", 8) == 1 && here.amount("bob", 8) == 1);
    cluster.standby(0).pauseReplay();
    Process.as(
        "ann",
        () -> {
          here.over(connection -> Process.run(connection, "update account set amount = 2 where id = 8"));
          return Scope.current().writes().settled().join();
        });
    there.counts.reset();
    // The message is there once something had to be loaded.
    TwoLayersTest.await(() -> there.counts.of("miss") > 0 || there.amount("bob", 8) == 2);
    for (int i = 0; i < 5; i++) {
      assertThat(there.amount("bob", 8)).isIn(1L, 2L); // by where it is read
      assertThat(Process.as("carol", () -> there.accounts.get(8L))).isIn(null, 2L);
    }
    cluster.standby(0).resumeReplay();
    cluster.awaitCaughtUp();
    TwoLayersTest.await(() -> there.amount("bob", 8) == 2);
    for (int i = 0; i < 5; i++) {
      assertThat(there.amount("bob", 8)).isEqualTo(2);
    }
  }

  /**
   * Users write and read at random in both processes while the reader stands still and goes on, and Redis is flushed.
   * Nobody misses what he wrote, and at the end all see the last state.
   */
  @Test
  void in_a_history_of_many_nobody_misses_his_own_write_and_nothing_stays_old() throws Exception {
    AtomicLongArray written = new AtomicLongArray(ROWS + 1);
    AtomicLong operations = new AtomicLong();
    long end = System.nanoTime() + 8_000_000_000L;
    List<String> stale = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> users = new ArrayList<>();
      for (int i = 1; i <= ROWS; i++) {
        long row = i;
        // Each user owns a row: what he wrote last is what he must see.
        users.add(
            threads.submit(
                () -> {
                  Random random = new Random(row);
                  while (System.nanoTime() < end) {
                    Process process = random.nextBoolean() ? here : there;
                    if (random.nextInt(10) == 0) {
                      long next = written.get((int) row) + 1;
                      write(process, row, next);
                      written.set((int) row, next);
                    } else {
                      // A user is a session; another process learns what he wrote by the token he carries.
                      long seen = readOwn(process, row);
                      if (seen < written.get((int) row)) {
                        synchronized (stale) {
                          stale.add("row " + row + ": " + seen + " after " + written.get((int) row));
                        }
                      }
                    }
                    long other = 1 + random.nextInt(ROWS);
                    process.amount("guest " + row, other);
                    operations.incrementAndGet();
                  }
                }));
      }
      Random random = new Random(99);
      while (System.nanoTime() < end) {
        cluster.standby(0).pauseReplay();
        here.amount("pause", 1 + random.nextInt(ROWS));
        Thread.sleep(200); // not to wait for something: this is how long the reader stands still
        cluster.standby(0).resumeReplay();
        Thread.sleep(200);
        if (random.nextInt(4) == 0) {
          redis.<String>ask(commands -> commands.flushall());
        }
      }
      for (Future<?> user : users) {
        user.get();
      }
    }
    assertThat(stale).isEmpty();
    assertThat(operations.get()).isGreaterThan(100);
    cluster.standby(0).resumeReplay();
    cluster.awaitCaughtUp();
    for (int row = 1; row <= ROWS; row++) {
      long id = row;
      long last = written.get(row);
      TwoLayersTest.await(() -> here.amount("anybody", id) == last && there.amount("anybody", id) == last);
      assertThat(here.amount("anybody", id)).isEqualTo(last);
    }
  }

  private Scope owner(long row) {
    return Scope.empty().with(Tenancy.of(Process.ACME)).with(carried.get((int) row));
  }

  private void write(Process process, long row, long amount) {
    owner(row)
        .run(
            () ->
                process.over(
                    connection ->
                        Process.run(connection, "update account set amount = " + amount + " where id = " + row)));
  }

  private long readOwn(Process process, long row) {
    return owner(row).call(() -> process.amount(row));
  }
}
