package dev.partywall.fleet.registry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Names, ids and domains that there were not when it was asked for them. There is place for so many; one more takes the
 * place of another.
 */
final class Unknown {

  private static final int PLACES = 4096;

  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(PLACES);
  private final long ttl;
  private final long lease;

  /**
   * Something that there was not.
   *
   * @param at as of when, as {@link System#nanoTime}
   */
  private record Entry(Object key, long at) {}

  Unknown(Duration ttl, Duration lease) {
    this.ttl = ttl.toNanos();
    this.lease = lease.toNanos();
  }

  /** What is known of a key. */
  enum Memory {
    /** Nothing. */
    NONE,
    /** There was none a moment ago. */
    FRESH,
    /** There was none, which is to be asked again; if nobody answers, it still holds. */
    OLD
  }

  Memory of(Object key) {
    Entry entry = entries.get(place(key));
    if (entry == null || !entry.key().equals(key)) {
      return Memory.NONE;
    }
    long age = System.nanoTime() - entry.at();
    return age < ttl ? Memory.FRESH : age < lease ? Memory.OLD : Memory.NONE;
  }

  /**
   * Remembers that there is none.
   *
   * @param at as of when
   */
  void add(Object key, long at) {
    entries.set(place(key), new Entry(key, at));
  }

  private static int place(Object key) {
    int hash = key.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
