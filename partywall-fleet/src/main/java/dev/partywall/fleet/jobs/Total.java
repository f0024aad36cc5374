package dev.partywall.fleet.jobs;

import java.sql.SQLException;
import java.time.Duration;

/** About how many jobs a database has: counted now and then, since each count takes time. Safe for many threads. */
final class Total {

  private static final long NEAR_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long FAR_NANOS = Duration.ofSeconds(20).toNanos();

  private long count = -1;
  private long added;
  private long at;

  /** The number: the count of lately, and what was scheduled here since. */
  synchronized long count(int limit, Rows rows) throws SQLException {
    long now = System.nanoTime();
    boolean near = count + added > limit / 2;
    if (count < 0 || now - at > (near ? NEAR_NANOS : FAR_NANOS) || added > Math.max(1, limit / 10)) {
      count = rows.count(limit);
      added = 0;
      at = now;
    }
    return count + added;
  }

  synchronized void added() {
    added++;
  }
}
