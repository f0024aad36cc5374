package dev.partywall.jdbc.internal.catalog;

import dev.partywall.jdbc.internal.catalog.SharedGuards.Shared;
import dev.partywall.sql.guard.SqlGuard;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The catalog of one database or schema: read when needed, by one thread at a time. */
final class KnownCatalog {

  /**
   * How many reads in a row an unknown name may cause; then one in the time that ten take, and at most one a second.
   */
  private static final int REREADS = 3;

  private final Reading reading;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Snapshot snapshot;
  private volatile boolean used;

  // Guarded by the lock.
  private @Nullable Failure failure;
  private int rereads = REREADS;
  private long lastReread;
  private long lastDuration;

  /** Reads the catalog from the database. */
  @FunctionalInterface
  interface Reading {
    Shared read() throws SQLException;
  }

  /**
   * A catalog that was read.
   *
   * @param version the version of the catalogs for which it was read
   */
  private record Snapshot(Shared shared, int version) {}

  /** A read that failed, for those who waited for it. */
  private record Failure(SQLException cause, long at) {}

  KnownCatalog(Reading reading) {
    this.reading = reading;
  }

  /** The guard over a catalog that is of this version or later. */
  SqlGuard guard(AtomicInteger version) throws SQLException {
    Snapshot known = snapshot;
    if (known == null || known.version() != version.get()) {
      known = readFor(version);
    }
    if (!used) {
      used = true;
    }
    return known.shared().use();
  }

  private Snapshot readFor(AtomicInteger version) throws SQLException {
    long came = System.nanoTime();
    lock.lock();
    try {
      Snapshot known = snapshot;
      if (known != null && known.version() == version.get()) {
        return known;
      }
      if (failure != null && failure.at() - came > 0) {
        throw new SQLException(failure.cause().getMessage(), failure.cause().getSQLState(), failure.cause());
      }
      return read(version);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads again if this guard is still the newest and not too many did so lately; whether there is another one then.
   */
  boolean reread(AtomicInteger version, SqlGuard guard) throws SQLException {
    lock.lock();
    try {
      Snapshot known = snapshot;
      if (known == null || known.shared().guard() != guard) {
        return true;
      }
      return mayReread() && read(version).shared().guard() != guard;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayReread() {
    long now = System.nanoTime();
    long rest = Math.max(TimeUnit.SECONDS.toNanos(1), 10 * lastDuration);
    long earned = (now - lastReread) / rest;
    if (earned > 0) {
      rereads = (int) Math.min(REREADS, rereads + earned);
      lastReread = now;
    }
    if (rereads == 0) {
      return false;
    }
    rereads--;
    return true;
  }

  /** Reads again, whether needed or not. */
  void readAgain(AtomicInteger version) throws SQLException {
    lock.lock();
    try {
      read(version);
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private Snapshot read(AtomicInteger version) throws SQLException {
    int forVersion = version.get();
    long start = System.nanoTime();
    try {
      Snapshot read = new Snapshot(reading.read(), forVersion);
      snapshot = read;
      failure = null;
      return read;
    } catch (SQLException e) {
      failure = new Failure(e, System.nanoTime());
      throw e;
    } finally {
      lastDuration = System.nanoTime() - start;
    }
  }

  /** Whether it was used since this was asked last. */
  boolean takeUsed() {
    boolean was = used;
    used = false;
    return was;
  }

  /** Lets a guard go; the catalog is read again when it is next needed. */
  void forget(Shared shared) {
    Snapshot known = snapshot;
    if (known != null && known.shared() == shared) {
      snapshot = null;
    }
  }
}
