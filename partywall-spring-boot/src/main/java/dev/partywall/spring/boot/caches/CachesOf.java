package dev.partywall.spring.boot.caches;

import dev.partywall.cache.CacheListener;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.spring.boot.CacheProperties;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.sessions.RedisAccess;
import dev.partywall.spring.boot.sessions.RedisAddresses;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The caches that the settings describe. A class of its own, since not every application has their module. */
final class CachesOf {

  /** What no load takes longer than, whatever the lag of readers is. */
  private static final Duration SHORTEST_KEEP = Duration.ofSeconds(60);

  private CachesOf() {}

  static LayeredCaches settings(
      PartywallSettings settings,
      Optional<RedisAccess> address,
      ObjectProvider<CacheListener> listeners,
      @Nullable LaterDeletes later) {
    CacheProperties.Redis redis = settings.cache().redis();
    LayeredCaches.Builder builder =
        LayeredCaches.builder()
            .tuning(new ConfiguredTuning(settings.caches(), settings.cache().doubleDelete()))
            .listener(new CacheListeners(listeners))
            .keep(settings.keep().compareTo(SHORTEST_KEEP) > 0 ? settings.keep() : SHORTEST_KEEP);
    address.ifPresent(
        a -> builder.redis(RedisAddresses.of(a)).prefix(redis.prefix()).timeout(redis.timeout()).pause(redis.pause()));
    if (later != null) {
      builder.delayedDeletes(later::schedule);
    }
    return builder.build();
  }
}
