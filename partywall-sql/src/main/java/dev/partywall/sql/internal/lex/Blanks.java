package dev.partywall.sql.internal.lex;

/** White space and comments. */
final class Blanks {

  private final String sql;

  Blanks(String sql) {
    this.sql = sql;
  }

  /** The place of the first character from {@code from} on that belongs to a token, or the length of the text. */
  int skip(int from) {
    int at = from;
    while (at < sql.length()) {
      if (isSpace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        at = lineEnd(at + 2);
      } else if (sql.startsWith("/*", at)) {
        at = blockEnd(at);
      } else {
        break;
      }
    }
    return at;
  }

  /**
   * Whether a literal's quote at {@code from - 1} is followed by a line end and another quote, which continues the
   * literal.
   */
  int continuation(int from) {
    boolean lineEnded = false;
    int at = from;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (isSpace(c)) {
        lineEnded |= c == '\n' || c == '\r';
        at++;
      } else if (sql.startsWith("--", at)) {
        at = lineEnd(at + 2);
      } else {
        return lineEnded && c == '\'' ? at : -1;
      }
    }
    return -1;
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /** Block comments nest. */
  private int blockEnd(int from) {
    int level = 0;
    int at = from;
    do {
      if (sql.startsWith("/*", at)) {
        level++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        level--;
        at += 2;
      } else {
        at++;
      }
    } while (level > 0 && at < sql.length());
    if (level > 0) {
      throw Refusal.syntax(sql, from, sql.length(), "This comment is never closed.");
    }
    if (at != blockEndForDriver(from)) {
      throw Refusal.syntax(
          sql, from, at, "The driver sees this comment end elsewhere; put blanks around what is in it.");
    }
    return at;
  }

  /** Where PgJDBC sees a comment end: it takes a slash right after the beginning for the end, among others. */
  private int blockEndForDriver(int from) {
    int level = 1;
    for (int at = from + 2; at < sql.length(); at++) {
      if (sql.charAt(at - 1) == '*' && sql.charAt(at) == '/') {
        level--;
        at++;
      } else if (sql.charAt(at - 1) == '/' && sql.charAt(at) == '*') {
        level++;
        at++;
      }
      if (level == 0) {
        return at;
      }
    }
    return -1;
  }

  /** The server takes a vertical tab for a space and the driver does not, so it is none here. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }
}
