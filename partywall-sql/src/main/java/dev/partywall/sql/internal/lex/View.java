package dev.partywall.sql.internal.lex;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The neutral text of the same length that a structural parser may read. */
final class View {

  /** Operators that the structural parser reads as PostgreSQL does. */
  private static final Set<String> COMMON =
      Set.of(
          "=", "<>", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "||", "->", "->>", "#>", "#>>", "@>", "<@",
          "&&", "~", "~*", "!~", "!~*", "@@", "=>", ":=");

  private View() {}

  static String of(int length, List<Token> tokens) {
    char[] view = new char[length];
    Arrays.fill(view, ' ');
    Token before = null;
    boolean label = false;
    for (Token token : tokens) {
      write(token, view);
      label = before != null && (before.isMark(".") || (before.is("as") && !label));
      if (label && token.isAny(Words.RESERVED)) {
        view[token.start()] = '_';
      }
      before = token;
    }
    return new String(view);
  }

  private static void write(Token token, char[] view) {
    int start = token.start();
    int end = token.end();
    switch (token.kind()) {
      case WORD -> {
        token.text().getChars(0, Math.min(token.text().length(), end - start), view, start);
        Arrays.fill(view, start + Math.min(token.text().length(), end - start), end, '_');
        if (Words.FOREIGN.contains(token.text())) {
          view[start] = '_';
        }
      }
      case QUOTED -> {
        Arrays.fill(view, start, end, '_');
        copyPlain(token, view);
        view[start] = '"';
        view[end - 1] = '"';
      }
      case STRING -> {
        Arrays.fill(view, start, end, 'x');
        view[start] = '\'';
        view[end - 1] = '\'';
      }
      case NUMBER, PARAMETER -> Arrays.fill(view, start, end, '1');
      case OPERATOR -> {
        if (COMMON.contains(token.text()) && token.text().length() == end - start) {
          token.text().getChars(0, end - start, view, start);
        } else {
          view[start] = '+';
        }
      }
      case PUNCTUATION -> token.text().getChars(0, end - start, view, start);
    }
  }

  private static void copyPlain(Token token, char[] view) {
    for (int i = 0; i < token.text().length() && token.start() + 1 + i < token.end() - 1; i++) {
      char c = token.text().charAt(i);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
      view[token.start() + 1 + i] = plain ? c : '_';
    }
  }
}
