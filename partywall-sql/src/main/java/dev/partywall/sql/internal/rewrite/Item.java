package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Words;
import dev.partywall.sql.internal.syntax.Region;
import org.jspecify.annotations.Nullable;

/**
 * An item of a select list.
 *
 * @param value its expression
 * @param name the name of its column as far as it is written; null for a star and for unnamed expressions
 * @param star whether it stands for any number of columns
 */
record Item(Region value, @Nullable String name, boolean star) {

  static Item of(Region item, Lexed lexed) {
    if (item.size() == 0 || lexed.tokens().get(item.last()).isOperator("*")) {
      return new Item(item, null, true);
    }
    Token last = lexed.tokens().get(item.last());
    if (item.size() == 1 || !last.isName()) {
      return new Item(item, last.isName() ? last.text() : null, false);
    }
    Token before = lexed.tokens().get(item.last() - 1);
    if (before.is("as")) {
      return new Item(new Region(item.from(), item.last() - 1, item.queries()), last.text(), false);
    }
    if (before.isMark(".") || !endsValue(before)) {
      return new Item(item, before.isMark(".") ? last.text() : null, false);
    }
    return new Item(new Region(item.from(), item.last(), item.queries()), last.text(), false);
  }

  /** Whether an expression can end with a token, so that a name after it is a label. */
  private static boolean endsValue(Token token) {
    return switch (token.kind()) {
      case STRING, NUMBER, PARAMETER, QUOTED -> true;
      case PUNCTUATION -> token.isMark(")") || token.isMark("]");
      case WORD -> token.is("null") || token.is("end") || !token.isAny(Words.RESERVED);
      case OPERATOR -> false;
    };
  }
}
