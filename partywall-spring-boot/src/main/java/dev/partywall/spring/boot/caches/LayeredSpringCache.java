package dev.partywall.spring.boot.caches;

import dev.partywall.cache.Cached;
import dev.partywall.cache.LayeredCache;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import java.io.Serial;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * A layered cache as one of Spring's. Values that are loaded by it, as for {@code @Cacheable(sync = true)}, are dropped
 * when a table changes that they were read from; values that are put into it are not, and live until their time is over
 * or they are evicted.
 *
 * @param <V> the type of the values
 */
final class LayeredSpringCache<V> implements Cache {

  private final LayeredCache<Object, V> cache;
  private final Class<V> type;
  private final @Nullable Tenancy unbound;

  /**
   * @param unbound whose entries those are where no tenancy is bound; empty if that is an error
   */
  LayeredSpringCache(LayeredCache<Object, V> cache, Class<V> type, Optional<Tenancy> unbound) {
    this.cache = cache;
    this.type = type;
    this.unbound = unbound.orElse(null);
  }

  /** The scope to use the cache in. */
  private Scope scope() {
    Scope current = Scope.current();
    return unbound == null || current.tenancy() != null ? current : current.with(unbound);
  }

  @Override
  public String getName() {
    return cache.name();
  }

  @Override
  public Object getNativeCache() {
    return cache;
  }

  @Override
  public @Nullable ValueWrapper get(Object key) {
    Cached<V> found = scope().call(() -> cache.find(key));
    return found == null ? null : new SimpleValueWrapper(found.value());
  }

  @Override
  public <T> @Nullable T get(Object key, @Nullable Class<T> wanted) {
    V value = scope().call(() -> cache.get(key));
    if (value != null && wanted != null && !wanted.isInstance(value)) {
      throw new IllegalStateException(
          "Cache " + getName() + " has a " + value.getClass().getName() + " and no " + wanted.getName());
    }
    @SuppressWarnings("unchecked") // checked above, where it is known what is wanted
    T result = (T) value;
    return result;
  }

  @Override
  // The loader's type is what its caller gets back; and it may well give null, which the cache's says as well.
  @SuppressWarnings({"unchecked", "NullAway"})
  public <T> @Nullable T get(Object key, Callable<T> loader) {
    try {
      V value = scope().call(() -> cache.get(key, _ -> load(loader)));
      return (T) value;
    } catch (Failed e) {
      throw new ValueRetrievalException(key, loader, e.getCause());
    }
  }

  private @Nullable V load(Callable<?> loader) {
    try {
      return type.cast(loader.call());
    } catch (Exception e) {
      throw new Failed(e);
    }
  }

  /** Null counts as a value that is not there, and is remembered for as long as such are. */
  @Override
  public void put(Object key, @Nullable Object value) {
    if (value == null) {
      evict(key);
    } else {
      scope().run(() -> cache.put(key, type.cast(value)));
    }
  }

  @Override
  public void evict(Object key) {
    scope().run(() -> cache.delete(key));
  }

  @Override
  public void clear() {
    scope().run(cache::clear);
  }

  /** Carries a loader's failure past the cache. */
  private static final class Failed extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Failed(Exception cause) {
      super(cause);
    }
  }
}
