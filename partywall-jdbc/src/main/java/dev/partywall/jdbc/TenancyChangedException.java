package dev.partywall.jdbc;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** Something made in one tenancy was used in another. Nothing ran. */
public final class TenancyChangedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param what what was used, such as {@code a prepared statement}
   * @param made the label of the tenancy it was made in
   * @param used the label of the tenancy it was used in
   */
  public TenancyChangedException(String what, String made, String used) {
    super(
        "tenancy-changed",
        what + " made for " + made + " was used for " + used + "; make it again inside the block that uses it");
  }
}
