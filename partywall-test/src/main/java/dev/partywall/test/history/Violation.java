package dev.partywall.test.history;

import java.util.Locale;

/**
 * A read that must not have been.
 *
 * @param kind what is wrong with it
 * @param read what was seen
 * @param before what says that there was more to be seen
 */
public record Violation(Kind kind, Operation.Read read, Operation before) {

  /** What is wrong with a read. */
  public enum Kind {
    /** It shows an older version of a key than the session had written. */
    STALE_OWN_READ,
    /** It shows an older version of a key than the session had read. */
    OLDER_THAN_SEEN,
    /**
     * It shows a state from before one that the session had read of another key: it lacks a write that had been
     * acknowledged when the write began that the session saw.
     */
    STATE_GONE_BACK
  }

  /** Who saw what from where, and why that is wrong. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: session %s saw %s at version %d from %s, where %s of %s had %s version %d of %s, %.1f ms before",
        kind,
        read.session(),
        read.key(),
        read.version(),
        read.from(),
        before instanceof Operation.Write ? "a write" : "a read",
        before.session(),
        before instanceof Operation.Write ? "made" : "shown",
        before.version(),
        before.key(),
        (read.began() - before.ended()) / 1e6);
  }
}
