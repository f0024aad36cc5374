package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantName;
import java.io.Serial;

/** A tenant could not be made. What had been made of it is gone. */
public final class TenantNotCreatedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param name the tenant
   * @param step which step failed
   * @param cause why
   */
  public TenantNotCreatedException(TenantName name, String step, Throwable cause) {
    super(
        "tenant-not-created",
        "Tenant '" + name + "' could not be made; the step '" + step + "' failed, and nothing is left of it: " + cause,
        cause);
  }
}
