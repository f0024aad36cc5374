package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** There is no such user in the tenancy of the running block. */
public final class UserNotFoundException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  UserNotFoundException(String user) {
    super("user-unknown", "There is no user '" + user + "' here");
  }
}
