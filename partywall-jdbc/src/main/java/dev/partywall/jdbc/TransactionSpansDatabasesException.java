package dev.partywall.jdbc;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import java.util.List;

/** A unit of work wrote to more than one database, so it could not be committed as one. All of it was rolled back. */
public final class TransactionSpansDatabasesException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final List<String> databases;

  /**
   * @param databases the databases written to
   */
  public TransactionSpansDatabasesException(List<String> databases) {
    super(
        "transaction-spans-databases",
        "The unit of work wrote to "
            + databases.size()
            + " databases ("
            + String.join(", ", databases)
            + "), which cannot be committed as one; all of it was rolled back. Use one transaction for each tenant, or"
            + " allow commits one after another with partywall.transaction.span: best-effort");
    this.databases = List.copyOf(databases);
  }

  /** The databases written to. */
  public List<String> databases() {
    return databases;
  }
}
