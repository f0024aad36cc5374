package dev.partywall.sql.internal.lex;

/** Numeric literals, as PostgreSQL reads them since version 16. */
final class Numbers {

  private Numbers() {}

  /** Where the number that begins at {@code start} ends. */
  static int end(String sql, int start) {
    if (sql.charAt(start) == '0' && start + 1 < sql.length()) {
      int radix = radix(sql.charAt(start + 1));
      int end = radix == 0 ? start : digits(sql, start + 2, radix);
      if (end > start + 2) {
        return end;
      }
    }
    int end = digits(sql, start, 10);
    if (end < sql.length() && sql.charAt(end) == '.' && !sql.startsWith("..", end)) {
      end = digits(sql, end + 1, 10);
    }
    return exponent(sql, end);
  }

  private static int radix(char c) {
    return switch (c) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  /** Digits, with single underscores between them (or before the first one after 0x and the like). */
  private static int digits(String sql, int start, int radix) {
    int at = start;
    while (at < sql.length()) {
      int digit = sql.charAt(at) == '_' && (at > start || radix != 10) ? at + 1 : at;
      if (digit == sql.length() || sql.charAt(digit) >= 0x80 || Character.digit(sql.charAt(digit), radix) < 0) {
        break;
      }
      at = digit + 1;
    }
    return at;
  }

  private static int exponent(String sql, int start) {
    if (start < sql.length() && (sql.charAt(start) == 'e' || sql.charAt(start) == 'E')) {
      boolean signed = start + 1 < sql.length() && "+-".indexOf(sql.charAt(start + 1)) >= 0;
      int first = start + (signed ? 2 : 1);
      int end = digits(sql, first, 10);
      return end > first ? end : start;
    }
    return start;
  }
}
