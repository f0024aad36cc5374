package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.benchmarks.replicas.LocalRedis;
import dev.partywall.test.PostgresCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What happens to the standbys and to Redis while users work. */
final class Storm implements Runnable {

  private static final long SEED = 20_261_122;
  private static final Duration BETWEEN_DELAYS = Duration.ofSeconds(3);
  private static final double NO_DELAY = 0.5;
  private static final int MAXIMUM_DELAY_MILLIS = 2_000;

  /**
   * Of so many changes of delays, in one the listeners to messages lose their connections, and in one Redis restarts.
   */
  private static final int DEAF = 3;

  private static final int RESTART = 40;

  private final PostgresCluster cluster;
  private final LocalRedis redis;
  private final Random dice = new Random(SEED);
  private volatile boolean over;
  private int delays;
  private int deaf;
  private int restarts;

  Storm(PostgresCluster cluster, LocalRedis redis) {
    this.cluster = cluster;
    this.redis = redis;
  }

  @Override
  public void run() {
    for (int turn = 1; !over; turn++) {
      for (int standby = 0; standby < Coherence.STANDBYS; standby++) {
        int delay = dice.nextDouble() < NO_DELAY ? 0 : dice.nextInt(MAXIMUM_DELAY_MILLIS);
        cluster.standby(standby).applyDelay(Duration.ofMillis(delay));
        delays++;
      }
      if (turn % RESTART == 0) {
        restart();
      } else if (turn % DEAF == 0) {
        redis.cutListeners();
        deaf++;
      }
      LockSupport.parkNanos(BETWEEN_DELAYS.toNanos());
    }
    for (int standby = 0; standby < Coherence.STANDBYS; standby++) {
      cluster.standby(standby).applyDelay(Duration.ZERO);
    }
  }

  private void restart() {
    try {
      redis.restart();
      restarts++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void end() {
    over = true;
  }

  String summary() {
    return delays
        + " delays of standbys changed, Redis killed and started "
        + restarts
        + " times, messages lost "
        + deaf
        + " times";
  }
}
