package dev.partywall.benchmarks.replicas;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.PostgresNode;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * The writer is killed under load, and a standby promoted: when writes are served again, and whether anything that the
 * promoted standby had was lost or not seen. The application is neither told nor restarted.
 */
public final class FailoverBenchmark implements Benchmark {

  private static final String DATABASE = "failover";

  /** All rows have one user each: after the failover, versions of lost writes are made again. */
  private static final Plan FULL = plan(Duration.ofMillis(80), 500);

  private static final Plan QUICK = plan(Duration.ofMillis(160), 90);

  private static Plan plan(Duration think, int requests) {
    Duration never = Duration.ofDays(1);
    return new Plan(1, 0, requests, think, never, never, never, never);
  }

  /** What happened when, as {@link System#nanoTime}, and what the standby had. */
  record Failover(long killed, long promoted, Set<Long> had) {}

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Plan plan = quick ? QUICK : FULL;
    try (PostgresCluster cluster = PostgresCluster.builder().standbys(2).durable(true).start();
        LocalRedis redis = LocalRedis.start()) {
      TestDatabase writer = cluster.createDatabase(DATABASE);
      Rows.create(writer, 1);
      cluster.awaitCaughtUp();
      List<TestDatabase> readers = new ArrayList<>();
      cluster.nodes().stream().skip(1).forEach(standby -> readers.add(standby.database(DATABASE)));
      try (Contender contender =
          ReplicasBenchmark.partywall("partywall", ReplicasBenchmark.set(writer, readers), redis, true)) {
        Users users = new Users(contender, 0, plan);
        Failover failover;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
          List<Future<?>> tabs = users.start(threads);
          LockSupport.parkNanos(plan.think().toNanos() * plan.requests() / 3);
          failover = failOver(cluster);
          Users.await(tabs);
        }
        return FailoverFigures.of(users, failover, Rows.journal(cluster.writer().database(DATABASE), 0)).report();
      }
    }
  }

  private static Failover failOver(PostgresCluster cluster) throws Exception {
    cluster.writer().kill();
    long killed = System.nanoTime();
    Set<Long> had = Rows.journal(cluster.standby(0).database(DATABASE), 0);
    PostgresNode writer = cluster.promote(0);
    long promoted = System.nanoTime();
    cluster.standby(1).follow(writer);
    return new Failover(killed, promoted, had);
  }
}
