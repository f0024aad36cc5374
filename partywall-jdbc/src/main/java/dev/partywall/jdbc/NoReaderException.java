package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import java.io.Serial;
import java.sql.SQLTransientConnectionException;

/** No reader of a datasource set can serve a read, and its settings keep it from the writer. Nothing ran. */
public final class NoReaderException extends SQLTransientConnectionException {

  @Serial private static final long serialVersionUID = 1L;

  private final RouteReason reason;

  /**
   * @param reason why the writer would have served it
   * @param nodes what is known of the set's nodes
   */
  public NoReaderException(DatasourceName set, RouteReason reason, String nodes) {
    super(
        "No reader of datasource set '"
            + set
            + "' can serve this read ("
            + reason.code()
            + "): "
            + nodes
            + ". The set's no-reader setting refuses such reads; try again later, or set it to writer",
        "08001");
    this.reason = reason;
  }

  /** Why the writer would have served it. */
  public RouteReason reason() {
    return reason;
  }
}
