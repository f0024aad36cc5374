package dev.partywall.fleet.registry;

import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.internal.registry.TenantRows;
import dev.partywall.jdbc.PhysicalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database for those who miss something in what is known. One answer is for all who asked before the question
 * was sent, and there is a pause between two questions: however many names are missed, it is asked but a few times a
 * second, over one connection.
 */
final class Questions implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  private final PhysicalDatabase database;
  private final Known known;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final LongAdder sent = new LongAdder();
  private @Nullable Connection connection;
  private long lastSent;
  private boolean closed;

  Questions(PhysicalDatabase database, Known known) {
    this.database = database;
    this.known = known;
  }

  /** How many questions were sent. */
  long sent() {
    return sent.sum();
  }

  /**
   * Makes sure that all is known that was committed until now.
   *
   * @param patient whether to wait while others ask
   * @return false if others ask at the moment, and the caller does not wait
   * @throws TenantStoreUnavailableException if the database does not answer
   */
  boolean ask(boolean patient) {
    long called = System.nanoTime();
    if (known.isSpared()) {
      throw known.unavailable();
    }
    if (!take(patient)) {
      if (patient) {
        throw tooLong();
      }
      return false;
    }
    try {
      if (!known.covers(called)) {
        if (known.isSpared()) {
          throw known.unavailable();
        }
        send();
      }
      return true;
    } catch (SQLException e) {
      known.failed(e);
      throw new TenantStoreUnavailableException(TenantRows.STORE, e);
    } finally {
      lock.unlock();
    }
  }

  private boolean take(boolean patient) {
    try {
      return patient ? lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) : lock.tryLock();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooLong();
    }
  }

  private static TenantStoreUnavailableException tooLong() {
    return new TenantStoreUnavailableException(
        TenantRows.STORE, new SQLTimeoutException("others wait for an answer, too, and there was none in time"));
  }

  private void send() throws SQLException {
    pause();
    Connection open = connection;
    if (open != null) {
      try {
        refresh(open);
        return;
      } catch (SQLException e) {
        // The server may have been restarted meanwhile.
        drop();
      }
    }
    Connection fresh = open();
    try {
      refresh(fresh);
    } catch (SQLException | RuntimeException e) {
      drop();
      throw e;
    }
  }

  private void refresh(Connection open) throws SQLException {
    sent.increment();
    lastSent = System.nanoTime();
    known.refresh(open, false);
  }

  private void pause() {
    long left = lastSent + PAUSE_NANOS - System.nanoTime();
    if (left > 0 && left <= PAUSE_NANOS) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Connection open() throws SQLException {
    if (closed) {
      throw new SQLException("The registry is closed", "08003");
    }
    Connection fresh = database.unguarded().getConnection();
    connection = fresh;
    fresh.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
    return fresh;
  }

  private void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It is of no use any more, whatever it says.
        known.failed(e);
      }
    }
  }

  /** Closes the connection if nobody has asked for a time. */
  void tidy() {
    if (lock.tryLock()) {
      try {
        if (System.nanoTime() - lastSent > IDLE_NANOS) {
          drop();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      drop();
    } finally {
      lock.unlock();
    }
  }
}
