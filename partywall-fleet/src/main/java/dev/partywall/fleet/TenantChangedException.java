package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantId;
import java.io.Serial;

/** A tenant was changed by somebody else since it was read, so nothing was changed now. */
public final class TenantChangedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param id the tenant
   * @param expected its version when it was read
   * @param present its version now
   */
  public TenantChangedException(TenantId id, long expected, long present) {
    super(
        "tenant-changed",
        "Tenant '"
            + id
            + "' was changed meanwhile: its version is "
            + present
            + ", not "
            + expected
            + "; read it again and repeat the change");
  }
}
