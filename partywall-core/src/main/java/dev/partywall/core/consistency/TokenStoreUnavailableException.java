package dev.partywall.core.consistency;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** A token store does not answer, or may have lost tokens, so that nobody knows what a session wrote. */
public final class TokenStoreUnavailableException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param reason which store, and what happened
   */
  public TokenStoreUnavailableException(String reason, Throwable cause) {
    super("token-store-unavailable", reason, cause);
  }

  /**
   * @param reason which store, and what happened
   */
  public TokenStoreUnavailableException(String reason) {
    super("token-store-unavailable", reason);
  }
}
