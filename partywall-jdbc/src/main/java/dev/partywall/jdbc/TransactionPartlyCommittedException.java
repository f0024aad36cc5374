package dev.partywall.jdbc;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import java.sql.SQLException;
import java.util.List;

/** A unit of work that was allowed to span databases failed between its commits, so that a part of it is stored. */
public final class TransactionPartlyCommittedException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final List<String> committed;
  private final String failed;
  private final List<String> rolledBack;

  /**
   * @param committed the databases whose part is stored
   * @param failed the database whose commit failed
   * @param rolledBack the databases whose part was rolled back after that
   * @param cause why the commit failed
   */
  public TransactionPartlyCommittedException(
      List<String> committed, String failed, List<String> rolledBack, SQLException cause) {
    super(
        "transaction-partly-committed",
        "Committed: "
            + String.join(", ", committed)
            + "; failed: "
            + failed
            + " ("
            + cause.getMessage()
            + "); rolled back: "
            + (rolledBack.isEmpty() ? "none" : String.join(", ", rolledBack))
            + ". What is committed stays; repeat or undo the rest by hand",
        cause);
    this.committed = List.copyOf(committed);
    this.failed = failed;
    this.rolledBack = List.copyOf(rolledBack);
  }

  /** The databases whose part is stored. */
  public List<String> committed() {
    return committed;
  }

  /** The database whose commit failed. */
  public String failed() {
    return failed;
  }

  /** The databases whose part was rolled back after that. */
  public List<String> rolledBack() {
    return rolledBack;
  }
}
