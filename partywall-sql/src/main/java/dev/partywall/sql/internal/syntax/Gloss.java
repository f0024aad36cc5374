package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import java.util.Arrays;

/**
 * The neutral view of a statement, with PostgreSQL's rarer syntax written plainer in the same space, since the
 * structural parser does not know it. No relation's name is ever touched.
 */
final class Gloss {

  private final Lexed lexed;
  private final char[] view;

  Gloss(Lexed lexed) {
    this.lexed = lexed;
    this.view = lexed.view().toCharArray();
  }

  /** Takes the tokens out, the last one exclusive. */
  void blank(int from, int to) {
    if (from < to) {
      Arrays.fill(view, token(from).start(), token(to - 1).end(), ' ');
    }
  }

  /** Puts a shorter text in the place of the tokens. */
  void write(int from, int to, String text) {
    int start = token(from).start();
    int end = token(to - 1).end();
    if (text.length() <= end - start) {
      Arrays.fill(view, start, end, ' ');
      text.getChars(0, text.length(), view, start);
    }
  }

  /** Puts a 1 in the place of an expression without queries. */
  void simplify(Region region) {
    if (region.size() > 0 && region.queries().isEmpty()) {
      write(region.from(), region.to(), "1");
    }
  }

  private Token token(int index) {
    return lexed.tokens().get(index);
  }

  String view() {
    return new String(view);
  }
}
