package dev.partywall.spring.boot.caches;

import dev.partywall.cache.CacheMode;
import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.CacheTuning;
import dev.partywall.cache.Lifetime;
import dev.partywall.spring.boot.CacheProperties;
import dev.partywall.spring.boot.CacheProperties.Named;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes caches by what is configured for their names. */
final class ConfiguredTuning implements CacheTuning {

  private final Map<String, Named> caches;
  private final CacheProperties.DoubleDelete doubleDelete;

  ConfiguredTuning(Map<String, Named> caches, CacheProperties.DoubleDelete doubleDelete) {
    this.caches = caches;
    this.doubleDelete = doubleDelete;
  }

  @Override
  public <K, V> CacheSettings<K, V> tune(CacheSettings<K, V> settings) {
    CacheSettings<K, V> tuned =
        doubleDelete.enabled() && settings.doubleDelete() == null
            ? settings.withDoubleDelete(doubleDelete.delay())
            : settings;
    Named named = caches.get(settings.name());
    return named == null ? tuned : tune(tuned, named);
  }

  private static <K, V> CacheSettings<K, V> tune(CacheSettings<K, V> settings, Named named) {
    CacheProperties.Memory memory = named.mem();
    CacheProperties.RedisLayer redis = named.redis();
    CacheSettings<K, V> tuned =
        settings
            .withProcess(life(settings.process(), memory.ttl(), memory.sliding(), memory.maxTtl()))
            .withRedis(life(settings.redis(), redis.ttl(), redis.sliding(), redis.maxTtl()));
    if (!redis.enabled()) {
      tuned = tuned.withMode(CacheMode.PROCESS);
    }
    Long size = memory.size();
    if (size != null) {
      tuned = tuned.withSize(size);
    }
    Duration negative = named.negativeTtl();
    if (negative != null) {
      tuned = tuned.withNegative(negative);
    }
    Double refresh = named.refresh();
    if (refresh != null) {
      tuned = tuned.withRefresh(refresh);
    }
    Duration loadWait = named.loadWait();
    if (loadWait != null) {
      tuned = tuned.withLoadWait(loadWait);
    }
    Duration again = named.doubleDelete();
    return again == null ? tuned : tuned.withDoubleDelete(again.isZero() ? null : again);
  }

  private static Lifetime life(Lifetime before, @Nullable Duration ttl, boolean sliding, @Nullable Duration maximum) {
    if (ttl == null) {
      return before;
    }
    return sliding && maximum != null ? Lifetime.sliding(ttl, maximum) : Lifetime.of(ttl);
  }
}
