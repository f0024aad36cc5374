package dev.partywall.jdbc.internal.catalog;

import dev.partywall.jdbc.internal.catalog.SharedGuards.Shared;
import dev.partywall.sql.guard.SqlGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The catalog of one database or schema: read when needed, compared with the database, by one thread at a time. */
final class KnownCatalog {

  /**
   * How many comparisons in a row refused statements may cause; then one in the time that twenty take, and at most ten
   * a second.
   */
  private static final int COMPARISONS = 10;

  /** How many looks after the last use a catalog is still compared, so that the next use need not wait for it. */
  private static final int AWAKE = 10;

  /** A comparison takes at most one part in so many of a database's time. */
  private static final int PART = 100;

  /** How long a catalog stands although it cannot be compared: no connection was to be had. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Source source;
  private final ReentrantLock lock = new ReentrantLock();

  /** Raised when the next use must compare: whatever was read or compared for a lower one may be out of date. */
  private final AtomicInteger demanded = new AtomicInteger();

  private volatile @Nullable Snapshot snapshot;
  private volatile boolean used;
  private volatile long compared;
  private volatile long comparing;

  /** Of the one who looks. */
  private int awake;

  // Guarded by the lock.
  private @Nullable Failure failure;
  private int earned = COMPARISONS;
  private long lastEarned;

  /** The database. */
  interface Source {
    /** Reads the catalog. */
    Reading read() throws SQLException;

    /** The fingerprint that reading would have now. */
    String fingerprint() throws SQLException;

    /** The same, over a connection to the database. */
    String fingerprint(Connection connection) throws SQLException;
  }

  /** A catalog that was read, and what tells whether it would still be the same. */
  record Reading(Shared shared, String fingerprint) {}

  /**
   * A catalog that was read.
   *
   * @param version which demand it met
   */
  private record Snapshot(Reading reading, int version) {}

  /** A read that failed, for those who waited for it. */
  private record Failure(SQLException cause, long at) {}

  /** Asks the database. */
  @FunctionalInterface
  private interface Question {
    String fingerprint() throws SQLException;
  }

  KnownCatalog(Source source) {
    this.source = source;
  }

  /** The guard over a catalog that was compared since that was last demanded. */
  SqlGuard guard() throws SQLException {
    Snapshot known = snapshot;
    if (known == null || known.version() != demanded.get()) {
      known = compareForUse();
    }
    if (!used) {
      used = true;
    }
    return known.reading().shared().use();
  }

  /** Makes the next use compare with the database. */
  void demand() {
    demanded.incrementAndGet();
  }

  private Snapshot compareForUse() throws SQLException {
    long came = System.nanoTime();
    lock.lock();
    try {
      Snapshot known = snapshot;
      if (known != null && known.version() == demanded.get()) {
        return known;
      }
      if (failure != null && failure.at() - came > 0) {
        throw new SQLException(failure.cause().getMessage(), failure.cause().getSQLState(), failure.cause());
      }
      return compare(source::fingerprint);
    } finally {
      lock.unlock();
    }
  }

  /** Compares if this guard is still the newest and not too many did so lately; whether there is another one then. */
  boolean isOutOfDate(SqlGuard guard) throws SQLException {
    lock.lock();
    try {
      Snapshot known = snapshot;
      if (known == null || known.reading().shared().guard() != guard) {
        return true;
      }
      return mayCompare() && compare(source::fingerprint).reading().shared().guard() != guard;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayCompare() {
    long now = System.nanoTime();
    long more = (now - lastEarned) / Math.max(TimeUnit.MILLISECONDS.toNanos(100), 20 * comparing);
    if (more > 0) {
      earned = (int) Math.min(COMPARISONS, earned + more);
      lastEarned = now;
    }
    if (earned == 0) {
      return false;
    }
    earned--;
    return true;
  }

  /**
   * Whether it is in use and should be compared now. One that is in use no more is compared before its next use. Asked
   * by one thread, from time to time.
   */
  boolean isDue() {
    Snapshot known = snapshot;
    if (used) {
      used = false;
      awake = AWAKE;
    } else if (awake > 0 && --awake == 0) {
      demand();
    }
    return awake > 0
        && known != null
        && known.version() == demanded.get()
        && System.nanoTime() - compared >= PART * comparing;
  }

  /**
   * Compares in the background, unless somebody does. If the schema was changed, uses wait until it is read.
   *
   * @throws SQLException if the database did not answer: the old catalog stands, but not for long
   */
  void look(Connection connection) throws SQLException {
    if (!lock.tryLock()) {
      return;
    }
    try {
      compare(() -> source.fingerprint(connection));
    } finally {
      lock.unlock();
    }
  }

  /** The look that {@link #isDue} asked for could not be had. */
  void lookFailed() {
    if (System.nanoTime() - compared > PATIENCE) {
      demand();
    }
  }

  /** Under the lock. */
  private Snapshot compare(Question question) throws SQLException {
    int version = demanded.get();
    long start = System.nanoTime();
    try {
      Snapshot known = snapshot;
      boolean same = known != null && question.fingerprint().equals(known.reading().fingerprint());
      comparing = known == null ? 0 : System.nanoTime() - start;
      Reading reading = known != null && same ? known.reading() : readAnew();
      Snapshot newest = new Snapshot(reading, version);
      snapshot = newest;
      compared = start;
      failure = null;
      return newest;
    } catch (SQLException e) {
      failure = new Failure(e, System.nanoTime());
      throw e;
    }
  }

  private Reading readAnew() throws SQLException {
    // Who comes meanwhile waits: what is known is out of date.
    snapshot = null;
    return source.read();
  }

  /** Lets a guard go; the catalog is read again when it is next needed. */
  void forget(Shared shared) {
    Snapshot known = snapshot;
    if (known != null && known.reading().shared() == shared) {
      snapshot = null;
    }
  }
}
