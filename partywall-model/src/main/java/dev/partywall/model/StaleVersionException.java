package dev.partywall.model;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** A row was changed by somebody else since it was read. Nothing was stored: read it again and decide anew. */
public final class StaleVersionException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String table;
  private final transient Object key;
  private final long expected;
  private final long found;

  /**
   * @param table the table's name
   * @param key the row's key
   * @param whose the tenancy
   * @param expected the version that the change was made to
   * @param found the version that the row has
   */
  public StaleVersionException(String table, Object key, String whose, long expected, long found) {
    super(
        "model-stale-version",
        "The row "
            + key
            + " of table "
            + table
            + " for "
            + whose
            + " has version "
            + found
            + ", and the change was made to version "
            + expected
            + "; nothing was stored. Read the row again");
    this.table = table;
    this.key = key;
    this.expected = expected;
    this.found = found;
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** The row's key. */
  public Object key() {
    return key;
  }

  /** The version that the change was made to. */
  public long expected() {
    return expected;
  }

  /** The version that the row has. */
  public long found() {
    return found;
  }
}
