package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** There is no such role in the tenancy of the running block. */
public final class RoleNotFoundException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  RoleNotFoundException(String name) {
    super("role-unknown", "There is no role '" + name + "' here; make it first");
  }
}
