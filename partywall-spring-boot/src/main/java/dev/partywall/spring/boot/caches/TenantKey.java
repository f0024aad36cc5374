package dev.partywall.spring.boot.caches;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of a cache that all tenants share.
 *
 * @param space whose: the tenant's id and epoch, or the host
 * @param generation which of the tenancy's entries, of which there are new ones after each clearing
 * @param key the key itself
 */
record TenantKey(String space, String generation, Object key) implements Serializable {

  /**
   * Whose entries the running block sees.
   *
   * @param cache the cache, for messages
   * @param unbound whose where no tenancy is bound; null if that is an error
   * @throws NoTenancyException where no tenancy is bound
   * @throws IllegalStateException across tenancies
   */
  static String space(String cache, @Nullable Tenancy unbound) {
    Tenancy tenancy =
        Tenancy.find()
            .or(() -> Optional.ofNullable(unbound))
            .orElseThrow(() -> new NoTenancyException("The cache '" + cache + "'", List.of()));
    return switch (tenancy) {
      case Tenancy.OfTenant(Tenant tenant) ->
          tenant.id().kind().name().charAt(0) + tenant.id().toString() + "@" + tenant.epoch();
      case Tenancy.OfHost _ -> "host";
      case Tenancy.Across _, Tenancy.AcrossAll _ ->
          throw new IllegalStateException(
              "The cache '" + cache + "' is of one tenant or the host, and this is work of " + tenancy.label());
    };
  }

  /** What providers take that want texts. */
  @Override
  public String toString() {
    return space.length() + ":" + space + ":" + generation + ":" + key;
  }
}
