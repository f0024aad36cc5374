package dev.partywall.fleet.registry;

import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.fleet.internal.registry.ChangeReader;
import dev.partywall.fleet.internal.registry.Changes;
import dev.partywall.fleet.internal.registry.TenantRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of the registry, and as of when. What nobody has confirmed for longer than the lease is not told. */
final class Known {

  /** For so long nobody asks again a database that did not answer. */
  private static final long SPARED_NANOS = Duration.ofSeconds(1).toNanos();

  private final ChangeReader reader;
  private final long lease;
  private volatile @Nullable View view;

  /** As {@link System#nanoTime}, before the question was sent that was answered last. */
  private volatile long confirmedAt;

  private volatile @Nullable Failure failure;

  private record Failure(Throwable cause, long at) {}

  Known(ChangeReader reader, Duration lease) {
    this.reader = reader;
    this.lease = lease.toNanos();
  }

  /**
   * The tenants.
   *
   * @throws TenantStoreUnavailableException if that is not known, or not any more
   */
  View view() {
    View known = view;
    if (known == null || System.nanoTime() - confirmedAt > lease) {
      throw unavailable();
    }
    return known;
  }

  /** The tenants as they were known last, for who only tells of them; null if they never were. */
  @Nullable View last() {
    return view;
  }

  /**
   * Asks what has changed.
   *
   * @param all whether all is read again, whatever is known
   */
  void refresh(Connection connection, boolean all) throws SQLException {
    View known;
    long asked;
    Changes changes;
    do {
      known = view;
      asked = System.nanoTime();
      changes = reader.read(connection, known == null || all ? Changes.EVERYTHING : known.version());
    } while (!apply(known, changes, asked));
  }

  /**
   * Makes the changes.
   *
   * @param base to what; there may be another view by now, read from another server, to which they do not belong
   */
  private synchronized boolean apply(@Nullable View base, Changes changes, long asked) {
    if (changes.since() == Changes.EVERYTHING) {
      confirmedAt = view == null ? asked : confirmedAt;
      view = new View(changes);
    } else if (base == null || view != base) {
      return false;
    } else if (!changes.isNothing()) {
      base.apply(changes);
    }
    if (asked - confirmedAt > 0) {
      confirmedAt = asked;
    }
    failure = null;
    return true;
  }

  /** Whether what is known covers all that had happened at a time, as {@link System#nanoTime}. */
  boolean covers(long time) {
    return view != null && confirmedAt - time >= 0;
  }

  /** How long ago it was confirmed, in nanoseconds. */
  long age() {
    return System.nanoTime() - confirmedAt;
  }

  /** The database did not answer. */
  void failed(Throwable cause) {
    failure = new Failure(cause, System.nanoTime());
  }

  /** Whether the database did not answer a moment ago, so that there is no use in asking it. */
  boolean isSpared() {
    Failure last = failure;
    return last != null && System.nanoTime() - last.at() < SPARED_NANOS;
  }

  TenantStoreUnavailableException unavailable() {
    Failure last = failure;
    Throwable cause = last == null ? null : last.cause();
    String since = view == null ? "it was never read" : "it was heard of last " + age() / 1_000_000 + " ms ago";
    return new TenantStoreUnavailableException(
        TenantRows.STORE,
        new SQLTransientConnectionException(
            since + "; what is known is told for " + lease / 1_000_000 + " ms", "08006", cause));
  }
}
