package dev.partywall.cache;

import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import java.io.Serial;

/** A cache was used for several tenants at once. An entry belongs to one tenancy. */
public final class CacheTenancyException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String cache;

  CacheTenancyException(String cache, Tenancy tenancy) {
    super(
        "cache-tenancy",
        "Cache "
            + cache
            + " was used for "
            + tenancy.label()
            + "; an entry belongs to one tenant or to the host. Read several tenants without a cache, or bind one of them"
            + " around its use");
    this.cache = cache;
  }

  /** The cache's name. */
  public String cache() {
    return cache;
  }
}
