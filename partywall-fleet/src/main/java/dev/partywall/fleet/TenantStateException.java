package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantName;
import java.io.Serial;

/** What was asked for cannot be done with a tenant in its present state. */
public final class TenantStateException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param name the tenant
   * @param state its state
   * @param action what was asked for, as in {@code purge}
   * @param instead what to do first
   */
  public TenantStateException(TenantName name, TenantState state, String action, String instead) {
    super("tenant-state", "Tenant '" + name + "' is " + state + ", so '" + action + "' is not possible; " + instead);
  }
}
