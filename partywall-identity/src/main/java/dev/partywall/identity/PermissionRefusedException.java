package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A permission cannot be granted here: there is none of the name, or it is one of the other side. */
public final class PermissionRefusedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  PermissionRefusedException(String name, @Nullable PermissionDefinition known, Tenancy tenancy) {
    super(
        "permission-refused",
        "The permission '"
            + name
            + "' cannot be granted to users of "
            + tenancy.label()
            + ": "
            + (known == null ? "no PermissionDefinition has this name" : "it is one of the side " + known.side()));
  }
}
