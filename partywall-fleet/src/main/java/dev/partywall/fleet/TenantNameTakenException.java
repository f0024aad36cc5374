package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** The name, the id or a domain of a tenant is somebody else's, or reserved. */
public final class TenantNameTakenException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param what which of them, as in {@code name}
   * @param value the name, id or domain
   * @param why whose it is
   */
  public TenantNameTakenException(String what, String value, String why) {
    super("tenant-name-taken", "The " + what + " '" + value + "' cannot be given to a tenant: " + why);
  }
}
