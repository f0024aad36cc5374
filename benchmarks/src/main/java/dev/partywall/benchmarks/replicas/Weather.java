package dev.partywall.benchmarks.replicas;

import dev.partywall.test.PostgresCluster;
import dev.partywall.test.PostgresNode;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What happens to the standbys, and to what the application's nodes share, while the users work. */
final class Weather implements Runnable {

  private static final long SEED = 20_261_122;

  private final PostgresCluster cluster;
  private final Plan plan;
  private final Runnable flush;
  private final Random dice = new Random(SEED);
  private volatile boolean over;
  private int delays;
  private int kills;
  private int flushes;

  /**
   * @param flush makes the shared cache lose everything
   */
  Weather(PostgresCluster cluster, Plan plan, Runnable flush) {
    this.cluster = cluster;
    this.plan = plan;
    this.flush = flush;
  }

  /** Goes on until {@link #end}. */
  @Override
  public void run() {
    long start = System.nanoTime();
    long nextOutage = start + plan.outages().toNanos();
    long nextFlush = start + plan.flushes().toNanos();
    while (!over) {
      long now = System.nanoTime();
      if (now >= nextFlush) {
        nextFlush += plan.flushes().toNanos();
        flush.run();
        flushes++;
      }
      if (now >= nextOutage) {
        nextOutage += plan.outages().toNanos();
        outage(cluster.standby(kills++ % 2));
      }
      for (int standby = 0; standby < 2; standby++) {
        cluster.standby(standby).applyDelay(delay());
        delays++;
      }
      pause(plan.weather());
    }
  }

  private void outage(PostgresNode standby) {
    standby.kill();
    pause(plan.outage());
    standby.restart();
  }

  private Duration delay() {
    return dice.nextDouble() < Plan.NO_DELAY
        ? Duration.ZERO
        : Duration.ofMillis((long) (dice.nextDouble() * Plan.MAXIMUM_DELAY.toMillis()));
  }

  private static void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  /** Nothing more happens after what is going on. */
  void end() {
    over = true;
  }

  /** What has happened, to be asked for when the thread has ended. */
  String summary() {
    return delays + " delays of standbys changed, " + kills + " standbys killed, " + flushes + " caches lost";
  }
}
