package dev.partywall.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named cache: in the memory of the process and, behind it, in Redis. Its entries belong to the tenancy that is bound
 * when they are stored, and are seen in that tenancy only. Safe for use by many threads.
 *
 * <p>Each method throws {@link dev.partywall.core.NoTenancyException} where no tenancy is bound, and {@link
 * CacheTenancyException} across tenancies.
 *
 * <p>Keys are compared by what they say and not by type: {@code 555}, {@code 555L} and {@code "555"} are one.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface LayeredCache<K, V> {

  /** The cache's name. */
  String name();

  /** What is cached; null if nothing is, or if it is that there is no value. */
  default @Nullable V get(K key) {
    Cached<V> found = find(key);
    return found == null ? null : found.value();
  }

  /** What is cached; null if nothing is. */
  @Nullable Cached<V> find(K key);

  /**
   * What is cached, or else what is loaded, which is then cached if that is safe. Of threads that miss the same key one
   * loads.
   *
   * @param loader gives the value of a key, or null if there is none. What it throws is thrown here, too
   */
  @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader);

  /**
   * What is cached, and what is loaded of the rest in one go.
   *
   * @param loader gives the values of those keys that are not cached; it leaves those out that have none
   * @return the values, in the order of the keys, without those keys that have none
   */
  Map<K, V> getAll(
      Collection<? extends K> keys, Function<? super Set<K>, ? extends Map<? extends K, ? extends V>> loader);

  /**
   * Stores a value, which counts as just as new as the last write of the caller's session, and is not kept where
   * something newer may be known. Inside an open transaction it deletes the entry instead: what a transaction knows is
   * not yet true. To be preferred is a {@link #delete}, and {@link #get(Object, Function)}, which knows how new its
   * value is.
   */
  void put(K key, V value);

  /**
   * Deletes an entry; where a transaction is open that wrote something, after the commit, and not if it is rolled back.
   */
  void delete(K key);

  /** Deletes entries, as {@link #delete} does. */
  void deleteAll(Collection<? extends K> keys);

  /**
   * Drops all entries of the bound tenancy, however many, at once; inside open transactions as {@link #delete} does.
   */
  void clear();
}
