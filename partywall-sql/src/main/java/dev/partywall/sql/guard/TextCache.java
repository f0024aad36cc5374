package dev.partywall.sql.guard;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Values by text, bounded by the weight of the texts. Entries live in two generations: what was not asked for while a
 * generation filled up is gone after the next one.
 */
final class TextCache<V> {

  /** What an entry weighs beside its text, in characters. */
  private static final int OVERHEAD = 256;

  private final long generationWeight;
  private volatile Generation<V> young = new Generation<>();
  private volatile Generation<V> old = new Generation<>();

  /**
   * A cache.
   *
   * @param weight how many characters of text it may hold
   */
  TextCache(long weight) {
    this.generationWeight = weight / 2;
  }

  @Nullable V get(String text) {
    V value = young.values.get(text);
    if (value != null) {
      return value;
    }
    value = old.values.get(text);
    if (value != null) {
      put(text, value);
    }
    return value;
  }

  void put(String text, V value) {
    Generation<V> generation = young;
    int weight = text.length() + OVERHEAD;
    if (weight > generationWeight) {
      return;
    }
    if (generation.values.putIfAbsent(text, value) == null && generation.weight.addAndGet(weight) > generationWeight) {
      turn(generation);
    }
  }

  private synchronized void turn(Generation<V> full) {
    if (young == full) {
      old = full;
      young = new Generation<>();
    }
  }

  /** Entries that came in one after the other. */
  private static final class Generation<V> {
    private final ConcurrentMap<String, V> values = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();
  }
}
