package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantId;
import java.io.Serial;

/** There is no tenant of an id in the registry, or it is purged. */
public final class TenantNotFoundException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  public TenantNotFoundException(TenantId id) {
    super("tenant-unknown", "There is no tenant of the id '" + id + "' in the registry");
  }
}
