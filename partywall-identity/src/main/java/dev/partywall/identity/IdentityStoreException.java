package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** The tables of users could not be read or written. */
public final class IdentityStoreException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  IdentityStoreException(Throwable cause) {
    super("identity-store-unavailable", "Users cannot be read or written: " + cause.getMessage(), cause);
  }
}
