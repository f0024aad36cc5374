package dev.partywall.fleet;

import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import java.io.Serial;

/** Something that only the host may do was tried in another tenancy, or where none is bound. */
public final class HostOnlyException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param what what was tried, as in {@code Tenants.suspend}
   */
  public HostOnlyException(String what) {
    super(
        "host-only",
        what
            + " is the host's, and the running block is "
            + Tenancy.find().map(tenancy -> "for " + tenancy.label()).orElse("for nobody")
            + "; do it inside Tenancy.host().run(...)");
  }
}
