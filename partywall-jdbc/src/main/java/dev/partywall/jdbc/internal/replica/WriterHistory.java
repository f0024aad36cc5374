package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.Position;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Up to where the writer was at moments of the past, by which a reader's lag is told in time. */
final class WriterHistory {

  /** Of moments nearer to each other than this only the first and the last are kept. */
  private static final long GRAIN_NANOS = 10_000_000;

  private final long span;
  private final long gap;

  // Guarded by this object's lock.
  private final ArrayDeque<Moment> moments = new ArrayDeque<>();

  private volatile @Nullable Observation last;

  /**
   * Where the writer was.
   *
   * @param since when it may have come to have that, as {@link System#nanoTime}: if it was not asked for a time before,
   *     as long ago as it was asked
   */
  private record Moment(Observation said, long since) {}

  /**
   * @param span how far back moments matter, in nanoseconds
   * @param gap what came between two moments that are further apart is not known, in nanoseconds
   */
  WriterHistory(long span, long gap) {
    this.span = span;
    this.gap = gap;
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
    moments.addLast(new Moment(moment, since(moment, newest)));
    thin();
    // The oldest that is kept stands for all before it: who lacks those lacks that.
    while (moments.size() > 1 && moment.at() - second().said().at() > span) {
      moments.pollFirst();
    }
  }

  private long since(Observation moment, @Nullable Observation before) {
    if (before == null) {
      return moment.at() - span - 1;
    }
    return moment.at() - before.at() > gap ? before.at() : moment.at();
  }

  private Moment second() {
    Iterator<Moment> oldest = moments.iterator();
    oldest.next();
    return oldest.next();
  }

  /** Of three moments within a grain, the middle one goes: the first stays, so that under load time goes on. */
  private void thin() {
    if (moments.size() > 2) {
      Moment newest = moments.pollLast();
      Moment middle = moments.pollLast();
      if (newest.said().at() - moments.peekLast().said().at() >= GRAIN_NANOS || middle.since() != middle.said().at()) {
        moments.addLast(middle);
      }
      moments.addLast(newest);
    }
  }

  /** The first moment that is known at or after a time, as {@link System#nanoTime}; null if there is none yet. */
  synchronized @Nullable Observation firstSince(long time) {
    Observation first = last;
    if (first == null || first.at() - time < 0) {
      return null;
    }
    Iterator<Moment> newest = moments.descendingIterator();
    while (newest.hasNext()) {
      Observation moment = newest.next().said();
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
    for (Moment moment : moments) {
      if (!reaches(position, moment.said().position())) {
        return Math.max(1, now - moment.since());
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
