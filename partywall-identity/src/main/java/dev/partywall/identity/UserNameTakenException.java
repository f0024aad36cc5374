package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** There is a user of this name in the tenancy already. */
public final class UserNameTakenException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  UserNameTakenException(String name, Throwable cause) {
    super(
        "user-name-taken", "There is a user of the name '" + name + "' already; names differ by more than case", cause);
  }
}
