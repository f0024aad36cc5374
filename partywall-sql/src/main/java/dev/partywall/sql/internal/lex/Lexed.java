package dev.partywall.sql.internal.lex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement's text with its tokens. */
public final class Lexed {

  private final String text;
  private final List<Token> tokens;
  private final int[] partners;
  private final int parameters;

  Lexed(String text, List<Token> tokens, int[] partners, int parameters) {
    this.text = text;
    this.tokens = List.copyOf(tokens);
    this.partners = partners;
    this.parameters = parameters;
  }

  /**
   * Reads a statement with JDBC's markers and escapes.
   *
   * @throws dev.partywall.sql.StatementRefusedException if PostgreSQL would not read it, or read it differently after
   *     the driver's replacements
   */
  public static Lexed of(String sql) {
    return new Lexer(sql).read();
  }

  /** The text as given. */
  public String text() {
    return text;
  }

  /** The tokens, in order. */
  public List<Token> tokens() {
    return tokens;
  }

  /** How many {@code ?} markers there are. */
  public int parameters() {
    return parameters;
  }

  /** For a bracket of any kind, the index of the token that it pairs with; -1 for all other tokens. */
  public int partner(int index) {
    return partners[index];
  }

  /** The token that begins at this offset of the text, or null if none does. */
  public @Nullable Token startingAt(int offset) {
    int low = 0;
    int high = tokens.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int start = tokens.get(middle).start();
      if (start == offset) {
        return tokens.get(middle);
      }
      if (start < offset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /** The text for a structural parser: of the same length, with nothing that scanners could read differently. */
  public String view() {
    return View.of(text.length(), tokens);
  }
}
