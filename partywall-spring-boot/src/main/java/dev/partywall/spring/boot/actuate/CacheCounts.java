package dev.partywall.spring.boot.actuate;

import dev.partywall.cache.CacheListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens in layered caches since the start. */
final class CacheCounts implements CacheListener {

  private final Map<String, Counts> caches = new ConcurrentHashMap<>();

  /** The counts of one cache. */
  static final class Counts {
    private final LongAdder process = new LongAdder();
    private final LongAdder redis = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder bypasses = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    TenantCachesEndpoint.Entry entry() {
      return new TenantCachesEndpoint.Entry(
          process.sum(), redis.sum(), misses.sum(), loads.sum(), bypasses.sum(), refusals.sum());
    }
  }

  /** The counts of all caches that were used, by name. */
  Map<String, TenantCachesEndpoint.Entry> entries() {
    Map<String, TenantCachesEndpoint.Entry> entries = new TreeMap<>();
    caches.forEach((name, counts) -> entries.put(name, counts.entry()));
    return entries;
  }

  private Counts of(String cache) {
    Counts known = caches.get(cache);
    return known != null ? known : caches.computeIfAbsent(cache, _ -> new Counts());
  }

  @Override
  public void hit(String cache, Layer layer) {
    Counts counts = of(cache);
    (layer == Layer.PROCESS ? counts.process : counts.redis).increment();
  }

  @Override
  public void miss(String cache) {
    of(cache).misses.increment();
  }

  @Override
  public void loaded(String cache, long nanos) {
    of(cache).loads.increment();
  }

  @Override
  public void bypassed(String cache, Bypass reason) {
    of(cache).bypasses.increment();
  }

  @Override
  public void refused(String cache, Refusal reason) {
    of(cache).refusals.increment();
  }
}
