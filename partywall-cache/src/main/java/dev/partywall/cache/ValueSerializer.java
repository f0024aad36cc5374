package dev.partywall.cache;

/**
 * Turns the values of a cache into bytes, which are what Redis holds. Used from many threads at once.
 *
 * @param <V> the type of the values
 */
public interface ValueSerializer<V> {

  /** The bytes of a value. */
  byte[] write(V value);

  /** The value of such bytes. What is thrown counts as if there were no entry. */
  V read(byte[] bytes);
}
