package dev.partywall.model.internal.table;

/**
 * The column that marks deleted rows, in SQL.
 *
 * @param absent the condition that a row is there
 * @param present the condition that it is marked
 * @param value what a marked row has
 * @param set the assignment that marks a row
 * @param clear the assignment that ends the mark
 * @param initial the value of a new row
 */
record Mark(String absent, String present, String value, String set, String clear, String initial) {

  /**
   * @param column quoted
   * @param type the column's type
   */
  static Mark of(String column, String type) {
    if (type.equals("bool")) {
      return new Mark("not " + column, column, "true", column + " = true", column + " = false", "false");
    }
    String now = type.equals("timestamptz") ? "now()" : "now() at time zone 'UTC'";
    return new Mark(
        column + " is null", column + " is not null", now, column + " = " + now, column + " = null", "null");
  }
}
