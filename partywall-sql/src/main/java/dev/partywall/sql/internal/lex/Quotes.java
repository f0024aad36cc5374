package dev.partywall.sql.internal.lex;

/** Literals and identifiers in quotes. Each method gives the place after what begins at {@code start}. */
final class Quotes {

  private final String sql;

  Quotes(String sql) {
    this.sql = sql;
  }

  /** {@code '..'}, with its continuations on further lines. */
  int plain(int start) {
    int end = closing(start + 1, '\'', false);
    for (int next = continuation(end); next >= 0; next = continuation(end)) {
      end = closing(next + 1, '\'', false);
    }
    return end;
  }

  /** {@code E'..'}, {@code B'..'}, {@code X'..'} or {@code N'..'}. */
  int prefixed(int start) {
    char prefix = Character.toLowerCase(sql.charAt(start));
    if (prefix == 'n') {
      return plain(start + 1);
    }
    if (prefix == 'e' && !isSeenByDriver(start)) {
      throw Refusal.syntax(sql, start, start + 2, "Put a blank before this literal.");
    }
    int end = closing(start + 2, '\'', prefix == 'e');
    if (prefix != 'e' && sql.substring(start + 2, end - 1).indexOf('\'') >= 0) {
      throw Refusal.syntax(sql, start, end, "A bit string has no quotes in it.");
    }
    if (continuation(end) >= 0) {
      throw Refusal.syntax(sql, start, end, "Write this literal as one, not continued on the next line.");
    }
    return end;
  }

  /** PgJDBC knows an escaping literal only where something that ends an identifier stands before it. */
  private boolean isSeenByDriver(int start) {
    char before = start == 0 ? 'x' : sql.charAt(start - 1);
    return Blanks.isSpace(before) || ",()[].;:+-*/%^<>=~!@#&|`?\"".indexOf(before) >= 0;
  }

  /** {@code ".."}. */
  int identifier(int start) {
    int end = closing(start + 1, '"', false);
    if (end == start + 2) {
      throw Refusal.syntax(sql, start, end, "A quoted identifier is not empty.");
    }
    return end;
  }

  /** {@code $tag$..$tag$}, or -1 if it is not the beginning of one. */
  int dollar(int start) {
    int tag = start + 1;
    while (tag < sql.length() && isTag(sql.charAt(tag), tag == start + 1)) {
      tag++;
    }
    if (tag >= sql.length() || sql.charAt(tag) != '$') {
      return -1;
    }
    String quote = sql.substring(start, tag + 1);
    int end = sql.indexOf(quote, tag + 1);
    if (end < 0) {
      throw unclosed(start);
    }
    return end + quote.length();
  }

  private static boolean isTag(char c, boolean first) {
    return Lexer.isIdentifierStart(c) || (!first && Lexer.isDigit(c));
  }

  private int continuation(int end) {
    return new Blanks(sql).continuation(end);
  }

  /** The place after the closing quote; a doubled quote is one in the text. */
  private int closing(int start, char quote, boolean backslash) {
    int at = start;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\\' && backslash) {
        at += 2;
      } else if (c != quote) {
        at++;
      } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw unclosed(start - 1);
  }

  private RuntimeException unclosed(int start) {
    return Refusal.syntax(sql, start, sql.length(), "This quote is never closed.");
  }
}
