package dev.partywall.core;

import java.io.Serial;

/** A tenant store could not say whether a tenant exists. Nothing is known, so nothing is served. */
public final class TenantStoreUnavailableException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param store which store failed
   * @param cause what it failed with
   */
  public TenantStoreUnavailableException(String store, Throwable cause) {
    super("tenant-store-unavailable", "The tenant store '" + store + "' did not answer: " + cause, cause);
  }
}
