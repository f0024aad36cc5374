package dev.partywall.model;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** A query that is to give one row at most gave more. */
public final class TooManyRowsException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String query;

  /**
   * @param query what was asked
   */
  public TooManyRowsException(String query) {
    super(
        "model-too-many-rows",
        "More than one row was found where one at most is expected: " + query + "; add a condition, or ask for a list");
    this.query = query;
  }

  /** What was asked. */
  public String query() {
    return query;
  }
}
