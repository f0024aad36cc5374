package dev.partywall.core;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is read in a scope: bound with {@code Scope.with(ReadLog)} around what computes a copy. Safe for use by
 * many threads.
 */
public final class ReadLog {

  // Guarded by this object's lock.
  private ReadStamp stamp = ReadStamp.NONE;
  private boolean shareable = true;

  /** The log of another tenancy, for which this one notes what is read here; null if there is none. */
  private final @Nullable ReadLog around;

  private final boolean ofHost;

  /** A log in which nothing is noted yet. */
  public ReadLog() {
    this(null, false);
  }

  private ReadLog(@Nullable ReadLog around, boolean ofHost) {
    this.around = around;
    this.ofHost = ofHost;
  }

  /**
   * Notes here what is read for another tenancy meanwhile: what is the host's counts as shared by all; a copy made from
   * another tenant's rows may not be kept.
   */
  ReadLog elsewhere(Tenancy tenancy) {
    return new ReadLog(this, tenancy instanceof Tenancy.OfHost);
  }

  /** Something is read, from a database or from a copy. */
  public void read(ReadStamp what) {
    if (around == null) {
      add(what);
    } else if (ofHost) {
      Set<String> shared = new HashSet<>(what.tables());
      shared.addAll(what.common());
      around.read(new ReadStamp(what.floors(), Set.of(), shared));
    } else {
      around.unshareable();
    }
  }

  private synchronized void add(ReadStamp what) {
    stamp = stamp.and(what);
  }

  /**
   * Something is read that nobody else may see: what is not committed, what is out of date in a snapshot, or what comes
   * from a node of which nobody knows how far it is.
   */
  public void unshareable() {
    if (around == null) {
      refuse();
    } else {
      around.unshareable();
    }
  }

  private synchronized void refuse() {
    shareable = false;
  }

  /** What was read; null if a copy made from it may not be kept. */
  public synchronized @Nullable ReadStamp stamp() {
    return shareable ? stamp : null;
  }
}
