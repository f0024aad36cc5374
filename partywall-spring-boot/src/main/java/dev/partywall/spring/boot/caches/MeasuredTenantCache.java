package dev.partywall.spring.boot.caches;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;

/** A {@link TenantCache} that shows what is behind it to Spring Boot, which measures that. */
final class MeasuredTenantCache extends TransactionAwareCacheDecorator {

  private final TenantCache apart;

  MeasuredTenantCache(Cache cache, TenantCache apart) {
    super(cache);
    this.apart = apart;
  }

  @Override
  public @Nullable ValueWrapper get(Object key) {
    return apart.get(key);
  }

  @Override
  public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
    return apart.get(key, type);
  }

  @Override
  public <T> @Nullable T get(Object key, Callable<T> loader) {
    return apart.get(key, loader);
  }

  @Override
  public @Nullable CompletableFuture<?> retrieve(Object key) {
    return apart.retrieve(key);
  }

  @Override
  public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
    return apart.retrieve(key, loader);
  }

  @Override
  public void put(Object key, @Nullable Object value) {
    apart.put(key, value);
  }

  @Override
  public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
    return apart.putIfAbsent(key, value);
  }

  @Override
  public void evict(Object key) {
    apart.evict(key);
  }

  @Override
  public boolean evictIfPresent(Object key) {
    return apart.evictIfPresent(key);
  }

  @Override
  public void clear() {
    apart.clear();
  }

  @Override
  public boolean invalidate() {
    return apart.invalidate();
  }
}
