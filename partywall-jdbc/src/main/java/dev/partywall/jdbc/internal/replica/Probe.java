package dev.partywall.jdbc.internal.replica;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Asks one node for its state again and again. A node that does not answer is asked less and less often, but at least
 * every few seconds.
 */
final class Probe {

  private static final long MAXIMUM_BACK_OFF = 32;
  private static final double JITTER = 0.2;

  /** Is told what a node says. */
  interface Listener {
    void answered(Observation observation);

    void failed(SQLException reason);
  }

  private final Asker asker;
  private final Listener listener;
  private final LongSupplier pause;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean urged;
  private int failures;

  /**
   * @param pause nanoseconds until the next question, asked each time
   */
  Probe(String name, Asker asker, Listener listener, LongSupplier pause) {
    this.asker = asker;
    this.listener = listener;
    this.pause = pause;
    this.thread = Thread.ofVirtual().name("partywall-probe-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Asks at once, and does not wait because of earlier failures. */
  void urge() {
    urged = true;
    LockSupport.unpark(thread);
  }

  /** Looks again how long to wait. */
  void wake() {
    LockSupport.unpark(thread);
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!stopped) {
      urged = false;
      ask();
      rest();
    }
    asker.close();
  }

  private void ask() {
    try {
      listener.answered(asker.ask());
      failures = 0;
    } catch (SQLException e) {
      failed(e);
    } catch (RuntimeException e) {
      failed(new SQLException("The node's state could not be read", "XX000", e));
    }
  }

  private void failed(SQLException reason) {
    failures++;
    if (!stopped) {
      listener.failed(reason);
    }
  }

  private void rest() {
    long begin = System.nanoTime();
    double jitter = 1 + JITTER * (ThreadLocalRandom.current().nextDouble() - 0.5);
    while (!stopped && !urged) {
      long factor = Math.min(MAXIMUM_BACK_OFF, 1L << Math.min(failures, 5));
      long rest = (long) (pause.getAsLong() * jitter * factor) - (System.nanoTime() - begin);
      if (rest <= 0) {
        return;
      }
      LockSupport.parkNanos(this, rest);
    }
  }
}
