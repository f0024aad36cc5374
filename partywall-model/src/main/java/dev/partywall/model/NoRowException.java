package dev.partywall.model;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/** There is no row to update: it was never there, it is deleted, or it belongs to another tenancy. */
public final class NoRowException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String table;
  private final transient Object key;

  /**
   * @param table the table's name
   * @param key the key that was asked for
   * @param whose the tenancy
   */
  public NoRowException(String table, Object key, String whose) {
    super("model-no-row", "Table " + table + " has no row with the key " + key + " for " + whose);
    this.table = table;
    this.key = key;
  }

  /** The table's name. */
  public String table() {
    return table;
  }

  /** The key that was asked for. */
  public Object key() {
    return key;
  }
}
