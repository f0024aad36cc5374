package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** A role cannot be made or changed as it was asked for. */
public final class RoleRefusedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  RoleRefusedException(String name, String why) {
    super("role-refused", "The role '" + name + "' is refused: " + why);
  }
}
