package dev.partywall.fleet.kills;

import dev.partywall.fleet.lifecycle.LifecycleListener;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Kills processes at each boundary and at random, several of which run at a time, and looks at what is left. */
public final class KillRun {

  /** A boundary that comes late: others worked on what led there. */
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(20);

  private static final Duration LONGEST_REST = Duration.ofSeconds(60);
  private static final int LONGEST_RANDOM_MILLIS = 1_500;
  private static final String AT_RANDOM = "";

  private final TestDatabase main;
  private final String prefix;
  private final Random random;
  private final AtomicInteger atBoundaries = new AtomicInteger();
  private final AtomicInteger atRandom = new AtomicInteger();

  private KillRun(TestDatabase main, String prefix, long seed) {
    this.main = main;
    this.prefix = prefix;
    this.random = new Random(seed);
  }

  /**
   * What came out.
   *
   * @param atBoundaries how many processes ended at a boundary
   * @param atRandom how many were killed at a random moment
   * @param counts operations and tenants, by what became of them
   * @param checks what was looked for
   * @param violations what was found
   */
  public record Report(
      int atBoundaries, int atRandom, Map<String, Long> counts, List<String> checks, List<String> violations) {}

  /**
   * Runs it.
   *
   * @param main the host's database, empty
   * @param prefix of the names of tenants' databases and schemas
   * @param rounds how often each boundary has its turn
   * @param others how many processes are killed at random moments
   * @param atATime how many processes run at a time
   */
  public static Report run(TestDatabase main, String prefix, int rounds, int others, int atATime, long seed)
      throws InterruptedException, ExecutionException, SQLException {
    return new KillRun(main, prefix, seed).run(rounds, others, atATime);
  }

  private Report run(int rounds, int others, int atATime)
      throws InterruptedException, ExecutionException, SQLException {
    List<String> ends = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Boundary.all().forEach(boundary -> ends.add(boundary.toString()));
    }
    ends.addAll(Collections.nCopies(others, AT_RANDOM));
    Collections.shuffle(ends, random);
    Queue<String> left = new ConcurrentLinkedQueue<>(ends);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < atATime; i++) {
        long seed = random.nextLong();
        runs.add(executor.submit(() -> kill(left, new Random(seed))));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    rest();
    Inspection inspection = new Inspection(main.jdbcUrl(), main.username(), main.password(), prefix);
    return new Report(
        atBoundaries.get(), atRandom.get(), inspection.counts(), Inspection.checks(), inspection.violations());
  }

  private Void kill(Queue<String> left, Random own) throws IOException, InterruptedException {
    for (String end = left.poll(); end != null; end = left.poll()) {
      Process victim = start(end, own.nextInt(Integer.MAX_VALUE));
      try {
        awaitReady(victim);
        Duration life = end.equals(AT_RANDOM) ? Duration.ofMillis(own.nextInt(LONGEST_RANDOM_MILLIS)) : LONGEST_LIFE;
        if (victim.waitFor(life.toMillis(), TimeUnit.MILLISECONDS)) {
          atBoundaries.incrementAndGet();
        } else {
          atRandom.incrementAndGet();
        }
      } finally {
        victim.destroyForcibly().waitFor();
      }
    }
    return null;
  }

  /** Returns as well when it has ended: it has met its boundary in the work of others. */
  private static void awaitReady(Process victim) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("ready")) {
      line = lines.readLine();
    }
    Thread _ = Thread.ofVirtual().start(() -> drain(lines));
  }

  /** Whoever writes more than is read waits. */
  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // Only logs.
      }
    } catch (IOException e) {
      // It is gone.
    }
  }

  private Process start(String end, int seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m"));
    command.addAll(
        List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Victim.class.getName(), main.jdbcUrl(), main.username(), main.password(), prefix));
    command.add(Integer.toString(seed));
    if (!end.equals(AT_RANDOM)) {
      command.add(end);
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** A process that asks for nothing brings everything to its end. */
  private void rest() {
    PoolSettings pool = PoolSettings.of(main.jdbcUrl(), main.username(), main.password());
    try (Application application = new Application(pool, prefix, LifecycleListener.NONE)) {
      long end = System.nanoTime() + LONGEST_REST.toNanos();
      while (!application.isAtRest() && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }
}
