package dev.partywall.spring.boot.caches;

import dev.partywall.cache.CacheMode;
import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.Tenancy;
import dev.partywall.spring.boot.CacheProperties.Named;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * Spring's caches as Partywall's: by tenants, consistent with what is written through the door. A cache is made when it
 * is first asked for. It goes to Redis if the settings say the class of its values; otherwise it is in the process.
 */
public final class LayeredCacheManager implements CacheManager {

  private final Optional<Tenancy> unbound;
  private final LayeredCaches caches;
  private final Map<String, Named> settings;
  private final Map<String, Cache> known = new ConcurrentHashMap<>();

  /**
   * @param unbound whose entries those are where no tenancy is bound; empty if that is an error
   */
  LayeredCacheManager(LayeredCaches caches, Map<String, Named> settings, Optional<Tenancy> unbound) {
    this.unbound = unbound;
    this.caches = caches;
    this.settings = settings;
  }

  @Override
  public Cache getCache(String name) {
    return known.computeIfAbsent(name, this::make);
  }

  private Cache make(String name) {
    Named named = settings.get(name);
    Class<?> type = named == null ? null : named.type();
    return type == null
        ? new LayeredSpringCache<>(
            caches.cache(
                CacheSettings.of(name, Object.class, Object.class)
                    .withMode(CacheMode.PROCESS)
                    .withKeyText(SpringKeys::text)),
            Object.class,
            unbound)
        : typed(name, type);
  }

  private <V> Cache typed(String name, Class<V> type) {
    return new LayeredSpringCache<>(
        caches.cache(CacheSettings.of(name, Object.class, type).withKeyText(SpringKeys::text)), type, unbound);
  }

  @Override
  public Collection<String> getCacheNames() {
    return List.copyOf(known.keySet());
  }
}
