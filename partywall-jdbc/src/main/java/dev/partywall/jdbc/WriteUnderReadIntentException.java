package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.PartywallException;
import java.io.Serial;

/** A statement writes where the intent is to read, and the settings of its datasource set refuse that. Nothing ran. */
public final class WriteUnderReadIntentException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param tenancy whose work it is
   * @param sql the statement
   */
  public WriteUnderReadIntentException(String tenancy, DatasourceName set, String sql) {
    super(
        "write-under-read-intent",
        "A statement of "
            + tenancy
            + " on datasource set '"
            + set
            + "' may write, and the intent of the running block is to read: "
            + sql
            + " (mark the handler or the block with the intent to write, or set write-under-read-intent to allow)");
  }
}
