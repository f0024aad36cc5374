package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** An idempotency key was used for two different tenants. */
public final class IdempotencyKeyReusedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  public IdempotencyKeyReusedException(String key) {
    super(
        "idempotency-key-reused",
        "The idempotency key '" + key + "' was used before, for another tenant; take a new key for a new tenant");
  }
}
