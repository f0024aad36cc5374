package dev.partywall.example.crm.web;

import dev.partywall.cache.CacheListener;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Counts how often each tenant was served from copies, for the page to show. */
@Component
class CacheHits implements CacheListener {

  private final Map<TenantId, Map<String, Counts>> byTenant = new ConcurrentHashMap<>();

  /**
   * What became of the look-ups in a cache.
   *
   * @param process found in the memory of this process
   * @param redis found in Redis
   * @param misses computed, or read from the database
   */
  record Counts(String cache, long process, long redis, long misses) {

    Counts and(Counts more) {
      return new Counts(cache, process + more.process, redis + more.redis, misses + more.misses);
    }
  }

  @Override
  public void hit(String cache, Layer layer) {
    boolean process = layer == Layer.PROCESS;
    count(new Counts(cache, process ? 1 : 0, process ? 0 : 1, 0));
  }

  @Override
  public void miss(String cache) {
    count(new Counts(cache, 0, 0, 1));
  }

  private void count(Counts more) {
    Tenancy.find()
        .flatMap(Tenancy::tenant)
        .ifPresent(
            tenant ->
                byTenant
                    .computeIfAbsent(tenant.id(), _ -> new ConcurrentHashMap<>())
                    .merge(more.cache(), more, Counts::and));
  }

  /** A tenant's caches, by name. */
  List<Counts> of(Tenant tenant) {
    return byTenant.getOrDefault(tenant.id(), Map.of()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }
}
