package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Token;
import java.util.List;

/**
 * What looks like a function call: a name before an opening bracket.
 *
 * @param parts the name: tokens without the dots
 * @param open the token of the bracket
 */
public record Call(List<Token> parts, int open) {

  /** The token of the name without its schema. */
  public Token name() {
    return parts.getLast();
  }
}
