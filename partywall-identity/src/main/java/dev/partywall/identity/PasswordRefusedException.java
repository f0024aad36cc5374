package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** A password does not follow the rules. */
public final class PasswordRefusedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  PasswordRefusedException(String why) {
    super("password-refused", "The password is refused: " + why);
  }
}
