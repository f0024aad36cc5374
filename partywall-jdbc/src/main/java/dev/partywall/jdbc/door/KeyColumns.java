package dev.partywall.jdbc.door;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Names of columns that a caller wants back from a write. The driver adds them to the text after the guard has seen it,
 * and can be configured not to quote them; so they are names and nothing that could be an expression with a query in
 * it.
 */
final class KeyColumns {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$ -]+");

  private KeyColumns() {}

  /**
   * @throws SQLException if one of them is no name of a column
   */
  static String[] checked(String[] names) throws SQLException {
    String[] own = names.clone();
    for (String name : own) {
      if (!NAME.matcher(name).matches()) {
        throw new SQLException("'" + name + "' is no name of a generated column", "42602");
      }
    }
    return own;
  }
}
