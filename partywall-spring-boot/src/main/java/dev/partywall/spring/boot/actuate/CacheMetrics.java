package dev.partywall.spring.boot.actuate;

import dev.partywall.cache.CacheListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures layered caches. No meter is tagged with a tenant. */
final class CacheMetrics implements CacheListener {

  private static final String CACHE = "cache";

  private final MeterRegistry registry;
  private final Map<String, Map<String, Counter>> uses = new ConcurrentHashMap<>();
  private final AtomicInteger usable = new AtomicInteger(1);

  CacheMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("partywall.cache.redis", usable, AtomicInteger::get)
        .description("Whether the layer in Redis is used: 1 if it is")
        .register(registry);
  }

  @Override
  public void hit(String cache, Layer layer) {
    used(cache, layer == Layer.PROCESS ? "process" : "redis");
  }

  @Override
  public void miss(String cache) {
    used(cache, "miss");
  }

  @Override
  public void shared(String cache) {
    used(cache, "shared");
  }

  /** A hit is counted without making anything. */
  private void used(String cache, String result) {
    Map<String, Counter> counters = uses.computeIfAbsent(cache, _ -> new ConcurrentHashMap<>());
    Counter counter = counters.get(result);
    if (counter == null) {
      counter =
          counters.computeIfAbsent(
              result,
              _ ->
                  Counter.builder("partywall.cache.gets")
                      .description("What was asked of caches, by where it was found")
                      .tag(CACHE, cache)
                      .tag("result", result)
                      .register(registry));
    }
    counter.increment();
  }

  @Override
  public void bypassed(String cache, Bypass reason) {
    count("partywall.cache.bypasses", "Gets that what is cached was not good enough for", cache, reason);
  }

  @Override
  public void refused(String cache, Refusal reason) {
    count("partywall.cache.refusals", "Loaded values that were not kept", cache, reason);
  }

  private void count(String name, String description, String cache, Enum<?> reason) {
    Counter.builder(name)
        .description(description)
        .tag(CACHE, cache)
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  @Override
  public void loaded(String cache, long nanos) {
    load(cache, "loaded", nanos);
  }

  @Override
  public void loadFailed(String cache) {
    load(cache, "failed", 0);
  }

  private void load(String cache, String outcome, long nanos) {
    Timer.builder("partywall.cache.loads")
        .description("Loads of what was not cached")
        .tag(CACHE, cache)
        .tag("outcome", outcome)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void deleted(String cache, int keys) {
    Counter.builder("partywall.cache.deletes")
        .description("Entries that were deleted by key")
        .tag(CACHE, cache)
        .register(registry)
        .increment(keys);
  }

  @Override
  public void redis(boolean usable) {
    this.usable.set(usable ? 1 : 0);
  }

  @Override
  public void dropped() {
    Counter.builder("partywall.cache.drops")
        .description("Times that all of the memory was dropped, since messages may have been lost")
        .register(registry)
        .increment();
  }
}
