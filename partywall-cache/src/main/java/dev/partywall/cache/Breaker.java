package dev.partywall.cache;

import dev.partywall.core.consistency.TokenStoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps callers for a moment from asking somebody who did not answer. Safe for use by many threads. */
final class Breaker {

  private final Duration pause;
  private final AtomicBoolean failing = new AtomicBoolean();

  /** While failing: when somebody may try again, as {@link System#nanoTime}. */
  private final AtomicLong nextTry = new AtomicLong();

  Breaker(Duration pause) {
    this.pause = pause;
  }

  Duration pause() {
    return pause;
  }

  /**
   * Lets a caller pass; after a failure only one in a while, who tries for all.
   *
   * @throws TokenStoreUnavailableException if this caller does not pass
   */
  void pass() {
    if (failing.get()) {
      long now = System.nanoTime();
      long next = nextTry.get();
      if (now - next < 0 || !nextTry.compareAndSet(next, now + pause.toNanos())) {
        throw new TokenStoreUnavailableException("Redis did not answer a moment ago, and is not asked again yet");
      }
    }
  }

  /** There was no answer. Returns whether this is new. */
  boolean failed() {
    nextTry.set(System.nanoTime() + pause.toNanos());
    return failing.compareAndSet(false, true);
  }

  /** There was an answer. Returns whether this is new. */
  boolean succeeded() {
    return failing.get() && failing.compareAndSet(true, false);
  }
}
