package dev.partywall.spring.boot.actuate;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.InvalidTenantNameException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Shows what layered caches do, and clears those of a tenant. */
@Endpoint(id = "tenantcaches")
public final class TenantCachesEndpoint {

  private final LayeredCaches caches;
  private final CacheCounts counts;
  private final TenantStore tenants;

  TenantCachesEndpoint(LayeredCaches caches, CacheCounts counts, TenantStore tenants) {
    this.caches = caches;
    this.counts = counts;
    this.tenants = tenants;
  }

  /** What happened in each cache since the start of the process. */
  @ReadOperation
  public Map<String, Entry> caches() {
    return counts.entries();
  }

  /** Drops all that is cached of a tenant, or of the host if {@code host} is given. */
  @DeleteOperation
  public WebEndpointResponse<Void> clear(@Selector String tenant) {
    Optional<Tenancy> tenancy =
        tenant.equals("host")
            ? Optional.of(Tenancy.host())
            : name(tenant).flatMap(tenants::findByName).map(TenantCachesEndpoint::tenancy);
    tenancy.ifPresent(caches::clear);
    return new WebEndpointResponse<>(
        tenancy.isPresent() ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
  }

  private static Optional<TenantName> name(String text) {
    try {
      return Optional.of(TenantName.of(text));
    } catch (InvalidTenantNameException e) {
      return Optional.empty();
    }
  }

  private static Tenancy tenancy(Tenant tenant) {
    return Tenancy.of(tenant);
  }

  /**
   * What happened in a cache.
   *
   * @param hitsInProcess gets that the process answered
   * @param hitsInRedis gets that Redis answered
   * @param misses gets that found nothing
   * @param loads values that were loaded
   * @param bypasses gets that what is cached was not good enough for
   * @param refusals loaded values that were not kept
   */
  public record Entry(long hitsInProcess, long hitsInRedis, long misses, long loads, long bypasses, long refusals) {}
}
