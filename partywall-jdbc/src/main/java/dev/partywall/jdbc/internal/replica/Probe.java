package dev.partywall.jdbc.internal.replica;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks one node for its state again and again, over a connection of its own. A node that does not answer is asked less
 * and less often, but at least every few seconds.
 */
final class Probe {

  private static final long MAXIMUM_BACK_OFF = 32;
  private static final double JITTER = 0.2;

  /** Is told what a node says. */
  interface Listener {
    void answered(Observation observation);

    void failed(SQLException reason);
  }

  private final DataSource source;
  private final Listener listener;
  private final LongSupplier pause;
  private final int timeoutMillis;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean urged;
  private @Nullable Connection connection;
  private int failures;

  /**
   * @param source connections to the node
   * @param pause nanoseconds until the next question, asked each time
   * @param timeout how long an answer may take
   */
  Probe(String name, DataSource source, Listener listener, LongSupplier pause, Duration timeout) {
    this.source = source;
    this.listener = listener;
    this.pause = pause;
    this.timeoutMillis = Math.toIntExact(Math.max(100, timeout.toMillis()));
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
    disconnect();
  }

  private void ask() {
    boolean kept = connection != null;
    long begin = System.nanoTime();
    try {
      answered();
    } catch (SQLException e) {
      disconnect();
      // A connection that broke while nobody used it says nothing of the node at present.
      if (kept && System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(timeoutMillis) / 2) {
        ask();
      } else {
        failed(e);
      }
    } catch (RuntimeException e) {
      disconnect();
      failed(new SQLException("The node's state could not be read", "XX000", e));
    }
  }

  private void answered() throws SQLException {
    listener.answered(Observation.of(connected()));
    failures = 0;
  }

  private void failed(SQLException reason) {
    failures++;
    if (!stopped) {
      listener.failed(reason);
    }
  }

  private Connection connected() throws SQLException {
    Connection current = connection;
    if (current == null) {
      current = source.getConnection();
      connection = current;
      current.setNetworkTimeout(Runnable::run, timeoutMillis);
    }
    return current;
  }

  private void disconnect() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        // It is gone.
      }
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
