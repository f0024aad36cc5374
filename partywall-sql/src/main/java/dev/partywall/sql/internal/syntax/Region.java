package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.syntax.Command.Query;
import java.util.List;

/**
 * Tokens of expressions, with the queries in them.
 *
 * @param from the first token
 * @param to the token after the last
 * @param queries the queries in it at any depth, but not the queries in those
 */
public record Region(int from, int to, List<Query> queries) {

  /** The last token. */
  public int last() {
    return to - 1;
  }

  /** How many tokens it has. */
  public int size() {
    return to - from;
  }
}
