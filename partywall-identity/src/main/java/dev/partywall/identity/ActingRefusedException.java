package dev.partywall.identity;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** A user of the host may not act in a tenant as it was asked for. */
public final class ActingRefusedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  ActingRefusedException(String why) {
    super("acting-refused", "Acting is refused: " + why);
  }
}
