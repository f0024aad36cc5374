package dev.partywall.test;

import org.postgresql.replication.LogSequenceNumber;

/**
 * A place in the write-ahead log.
 *
 * @param timeline which history of the log; a promotion begins a new, higher one
 * @param lsn the byte in it, as an unsigned number
 */
public record WalPosition(int timeline, long lsn) {

  /**
   * Whether this place is the other one or past it. A later timeline counts as past an earlier one at the same byte,
   * though what the earlier one had after the promotion is not in it.
   */
  public boolean reaches(WalPosition other) {
    return timeline >= other.timeline && Long.compareUnsigned(lsn, other.lsn) >= 0;
  }

  /** The byte as PostgreSQL writes it, such as {@code 0/3000148}. */
  public String lsnText() {
    return LogSequenceNumber.valueOf(lsn).asString();
  }

  /** Both, such as {@code 1:0/3000148}. */
  @Override
  public String toString() {
    return timeline + ":" + lsnText();
  }
}
