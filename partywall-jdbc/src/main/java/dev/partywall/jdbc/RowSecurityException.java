package dev.partywall.jdbc;

import dev.partywall.core.PartywallException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Row-level security is not as it should be, and could not be put right by Partywall. */
public final class RowSecurityException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String database;
  private final transient List<RowSecurityDrift> drifts;

  /**
   * @param database the name of the database for messages
   * @param drifts what is wrong
   */
  public RowSecurityException(String database, List<RowSecurityDrift> drifts) {
    super("row-security", message(database, drifts));
    this.database = database;
    this.drifts = List.copyOf(drifts);
  }

  private static String message(String database, List<RowSecurityDrift> drifts) {
    return "Row-level security of database '"
        + database
        + "' cannot be put right with the rights of the connection; let a database administrator do it:"
        + drifts.stream()
            .map(drift -> "\n  " + drift + ": " + String.join("; ", drift.repair()))
            .collect(Collectors.joining());
  }

  /** The database. */
  public String database() {
    return database;
  }

  /** What is wrong, and how it would be put right. */
  public List<RowSecurityDrift> drifts() {
    return drifts;
  }
}
