package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.Position;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Up to where the writer was at moments of the past, by which a reader's lag is told in time. */
final class WriterHistory {

  /** Moments nearer to each other than this are one: the later of them, so that a lag is not overstated. */
  private static final long GRAIN_NANOS = 10_000_000;

  private final long span;

  // Guarded by this object's lock.
  private final ArrayDeque<Observation> moments = new ArrayDeque<>();

  private volatile @Nullable Observation last;

  /**
   * @param span how far back moments matter, in nanoseconds
   */
  WriterHistory(long span) {
    this.span = span;
  }

  /** The newest moment; null before the first. */
  @Nullable Observation last() {
    return last;
  }

  synchronized void add(Observation moment) {
    Observation newest = last;
    if (newest != null && moment.position().equals(newest.position())) {
      // It stands still: a reader that has this has all.
      last = moment;
      return;
    }
    if (newest != null && !Position.later(moment.position(), newest.position()).equals(moment.position())) {
      return;
    }
    last = moment;
    if (moments.size() > 1 && moment.at() - moments.peekLast().at() < GRAIN_NANOS) {
      moments.pollLast();
    }
    moments.addLast(moment);
    while (moments.size() > 1 && moment.at() - moments.peekFirst().at() > span) {
      moments.pollFirst();
    }
  }

  /** The first moment that is known at or after a time, as {@link System#nanoTime}; null if there is none yet. */
  synchronized @Nullable Observation firstSince(long time) {
    Observation first = last;
    if (first == null || first.at() - time < 0) {
      return null;
    }
    Iterator<Observation> newest = moments.descendingIterator();
    while (newest.hasNext()) {
      Observation moment = newest.next();
      if (moment.at() - time < 0) {
        break;
      }
      first = moment;
    }
    return first;
  }

  /**
   * Since when the writer has had something that is not at a position.
   *
   * @return nanoseconds, 0 if nothing is missing; more than the span if it is missing for longer than is remembered
   */
  synchronized long lag(Position position, long now) {
    Iterator<Observation> oldest = moments.iterator();
    while (oldest.hasNext()) {
      Observation moment = oldest.next();
      if (!reaches(position, moment.position())) {
        return Math.max(1, now - moment.at());
      }
    }
    return 0;
  }

  /** How many bytes of the log are missing at a position; -1 if it is on another timeline. */
  long lagBytes(Position position) {
    Observation newest = last;
    return newest == null || newest.position().timeline() != position.timeline()
        ? -1
        : Math.max(0, newest.position().lsn() - position.lsn());
  }

  /** A later timeline has what the earlier one had, as far as it still exists. */
  static boolean reaches(Position position, Position other) {
    return position.timeline() > other.timeline() || position.covers(other);
  }
}
