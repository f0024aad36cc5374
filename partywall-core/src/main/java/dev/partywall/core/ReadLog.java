package dev.partywall.core;

import org.jspecify.annotations.Nullable;

/**
 * Notes what is read in a scope: bound with {@code Scope.with(ReadLog)} around what computes a copy. Safe for use by
 * many threads.
 */
public final class ReadLog {

  // Guarded by this object's lock.
  private ReadStamp stamp = ReadStamp.NONE;
  private boolean shareable = true;

  /** A log in which nothing is noted yet. */
  public ReadLog() {}

  /** Something is read, from a database or from a copy. */
  public synchronized void read(ReadStamp what) {
    stamp = stamp.and(what);
  }

  /**
   * Something is read that nobody else may see: what is not committed, what is out of date in a snapshot, or what comes
   * from a node of which nobody knows how far it is.
   */
  public synchronized void unshareable() {
    shareable = false;
  }

  /** What was read; null if a copy made from it may not be kept. */
  public synchronized @Nullable ReadStamp stamp() {
    return shareable ? stamp : null;
  }
}
