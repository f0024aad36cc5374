package dev.partywall.spring.boot.caches;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Work;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Somebody's cache, kept apart by tenants. What a transaction changes is changed in the cache after its commit, and a
 * transaction that wrote something reads past the cache. A tenancy is cleared by giving it new keys.
 */
final class TenantCache implements Cache {

  private final Cache cache;
  private final @Nullable Tenancy unbound;

  /**
   * @param unbound whose entries those are where no tenancy is bound; null if that is an error
   */
  TenantCache(Cache cache, @Nullable Tenancy unbound) {
    this.cache = cache;
    this.unbound = unbound;
  }

  @Override
  public String getName() {
    return cache.getName();
  }

  @Override
  public Object getNativeCache() {
    return cache.getNativeCache();
  }

  private TenantKey key(Object key) {
    String space = TenantKey.space(cache.getName(), unbound);
    return new TenantKey(space, generation(space), key);
  }

  /** Kept in the cache itself, so that all who share it share it; if it is lost, so are its entries. */
  private String generation(String space) {
    TenantKey at = generationKey(space);
    String known = cache.get(at, String.class);
    if (known != null) {
      return known;
    }
    String made = UUID.randomUUID().toString();
    ValueWrapper before = cache.putIfAbsent(at, made);
    return before != null && before.get() instanceof String other ? other : made;
  }

  private static TenantKey generationKey(String space) {
    return new TenantKey(space, "", "generation");
  }

  /** Whether what others see is not what the running transaction sees. */
  private static boolean isPast() {
    for (Work open : Scope.current().writes().open()) {
      if (open.wrote() || open.keepsSnapshot()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable ValueWrapper get(Object key) {
    TenantKey own = key(key);
    return isPast() ? null : cache.get(own);
  }

  @Override
  public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
    TenantKey own = key(key);
    return isPast() ? null : cache.get(own, type);
  }

  @Override
  public <T> @Nullable T get(Object key, Callable<T> loader) {
    TenantKey own = key(key);
    if (!isPast()) {
      return cache.get(own, loader);
    }
    try {
      return loader.call();
    } catch (Exception e) {
      throw new ValueRetrievalException(key, loader, e);
    }
  }

  @Override
  public @Nullable CompletableFuture<?> retrieve(Object key) {
    TenantKey own = key(key);
    return isPast() ? null : cache.retrieve(own);
  }

  @Override
  public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
    TenantKey own = key(key);
    return isPast() ? loader.get() : cache.retrieve(own, loader);
  }

  /** In a transaction that wrote, what it knows is not true yet: others load it after the commit. */
  @Override
  public void put(Object key, @Nullable Object value) {
    TenantKey own = key(key);
    if (isPast()) {
      afterCommit(() -> cache.evict(own));
    } else {
      afterCommit(() -> cache.put(own, value));
    }
  }

  @Override
  public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
    TenantKey own = key(key);
    return isPast() ? null : cache.putIfAbsent(own, value);
  }

  @Override
  public void evict(Object key) {
    TenantKey own = key(key);
    afterCommit(() -> cache.evict(own));
  }

  /** Also after the commit: until then others may store what was there before. */
  @Override
  public boolean evictIfPresent(Object key) {
    TenantKey own = key(key);
    boolean was = cache.evictIfPresent(own);
    if (isInTransaction()) {
      afterCommit(() -> cache.evict(own));
    }
    return was;
  }

  /** Of the running block's tenancy. */
  @Override
  public void clear() {
    String space = TenantKey.space(cache.getName(), unbound);
    afterCommit(() -> renew(space));
  }

  /** Of the running block's tenancy. */
  @Override
  public boolean invalidate() {
    String space = TenantKey.space(cache.getName(), unbound);
    renew(space);
    if (isInTransaction()) {
      afterCommit(() -> renew(space));
    }
    return false;
  }

  private void renew(String space) {
    cache.put(generationKey(space), UUID.randomUUID().toString());
  }

  private static boolean isInTransaction() {
    return TransactionSynchronizationManager.isSynchronizationActive();
  }

  private static void afterCommit(Runnable change) {
    if (!isInTransaction()) {
      change.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            change.run();
          }
        });
  }
}
