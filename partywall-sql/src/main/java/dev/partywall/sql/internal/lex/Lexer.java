package dev.partywall.sql.internal.lex;

import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.internal.lex.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the tokens of one text, by the rules of PostgreSQL's scan.l with {@code standard_conforming_strings} on. */
final class Lexer {

  private static final int MAX_LENGTH = 4_000_000;
  private static final int MAX_DEPTH = 200;

  /** How many characters of operators are read ahead; PostgreSQL knows none of more than 63. */
  private static final int LONGEST_OPERATORS = 255;

  private static final String OPERATOR_CHARACTERS = "~!@#^&|`?+-*/%<>=";

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private final int[] open = new int[MAX_DEPTH];
  private int[] partners = new int[64];
  private int depth;
  private int parameters;
  private int at;

  Lexer(String sql) {
    this.sql = sql;
  }

  Lexed read() {
    if (sql.length() > MAX_LENGTH) {
      throw refused(0, 0, "A statement has at most " + MAX_LENGTH + " characters; this one has " + sql.length() + ".");
    }
    Blanks blanks = new Blanks(sql);
    for (at = blanks.skip(0); at < sql.length(); at = blanks.skip(at)) {
      readToken();
    }
    if (depth > 0) {
      Token bracket = tokens.get(open[depth - 1]);
      throw refused(bracket.start(), sql.length(), "This bracket is never closed.");
    }
    List<Token> folded = Escapes.fold(sql, tokens, partners);
    return new Lexed(sql, folded, Arrays.copyOf(partners, folded.size()), parameters);
  }

  private void readToken() {
    char c = sql.charAt(at);
    char next = at + 1 < sql.length() ? sql.charAt(at + 1) : '\0';
    if (c == '\'') {
      add(Kind.STRING, new Quotes(sql).plain(at));
    } else if (c == '"') {
      readQuotedIdentifier();
    } else if (next == '\'' && "eEbBxXnN".indexOf(c) >= 0) {
      add(Kind.STRING, new Quotes(sql).prefixed(at));
    } else if ((c == 'u' || c == 'U') && next == '&' && sql.startsWith("'", at + 2)) {
      add(Kind.STRING, new Quotes(sql).plain(at + 2));
    } else if ((c == 'u' || c == 'U') && next == '&' && sql.startsWith("\"", at + 2)) {
      throw refused(at, at + 3, "Write the characters themselves instead of U& escapes.");
    } else if (isIdentifierStart(c)) {
      readWord();
    } else if (isDigit(c) || (c == '.' && isDigit(next))) {
      readNumber();
    } else if (c == '$') {
      readDollar();
    } else if (c == '?' && next != '?') {
      readMarker();
    } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
      readOperator();
    } else {
      readPunctuation(c, next);
    }
  }

  private void readQuotedIdentifier() {
    int end = new Quotes(sql).identifier(at);
    String name = sql.substring(at + 1, end - 1).replace("\"\"", "\"");
    add(Kind.QUOTED, Names.cut(name), end);
  }

  private void readWord() {
    int end = at + 1;
    while (end < sql.length() && isIdentifierPart(sql.charAt(end))) {
      end++;
    }
    for (int i = at; i < end; i++) {
      char c = sql.charAt(i);
      if (c >= 0x80 && (Character.isSpaceChar(c) || Character.isWhitespace(c) || Character.isIdentifierIgnorable(c))) {
        throw refused(i, i + 1, "PostgreSQL reads this invisible character as a letter; remove it.");
      }
    }
    add(Kind.WORD, Names.fold(sql, at, end), end);
  }

  private void readNumber() {
    int end = Numbers.end(sql, at);
    if (end < sql.length() && (isIdentifierPart(sql.charAt(end)) || sql.charAt(end) == '?')) {
      throw refused(at, end + 1, "Put a blank after the number.");
    }
    add(Kind.NUMBER, end);
  }

  private void readDollar() {
    int end = at > 0 && sql.charAt(at - 1) == '$' ? -1 : new Quotes(sql).dollar(at);
    if (end < 0) {
      throw refused(
          at, at + 2, "Parameters are written as ? here, and $ begins nothing else than a dollar-quoted literal.");
    }
    add(Kind.STRING, end);
  }

  /** The driver puts {@code $1} here, which would melt into a word or number beside it. */
  private void readMarker() {
    boolean afterWord = at > 0 && isIdentifierPart(sql.charAt(at - 1));
    boolean beforeWord = at + 1 < sql.length() && isIdentifierPart(sql.charAt(at + 1));
    if (afterWord || beforeWord) {
      throw refused(at, at + 1, "Put a blank between the ? and the word or number beside it.");
    }
    parameters++;
    add(Kind.PARAMETER, at + 1, parameters);
  }

  private void readOperator() {
    int end = at;
    while (end < sql.length() && OPERATOR_CHARACTERS.indexOf(sql.charAt(end)) >= 0) {
      if (sql.startsWith("--", end) || sql.startsWith("/*", end)) {
        break;
      }
      if (sql.charAt(end) == '?') {
        if (!sql.startsWith("??", end)) {
          break;
        }
        end++;
      }
      end++;
      if (end - at > LONGEST_OPERATORS) {
        throw refused(at, end, "Put blanks between the operators.");
      }
    }
    end = withoutTrailingSigns(end);
    if (sql.substring(at, end).indexOf('`') >= 0) {
      throw refused(at, end, "PostgreSQL puts names into double quotes.");
    }
    add(Kind.OPERATOR, sql.substring(at, end).replace("??", "?"), end);
  }

  /**
   * An operator of several characters ends in + or - only if it has a character that standard SQL has no operator for.
   */
  private int withoutTrailingSigns(int end) {
    for (int i = at; i < end; i++) {
      if ("~!@#^&|`?%".indexOf(sql.charAt(i)) >= 0) {
        return end;
      }
    }
    int cut = end;
    while (cut > at + 1 && (sql.charAt(cut - 1) == '+' || sql.charAt(cut - 1) == '-')) {
      cut--;
    }
    return cut;
  }

  private void readPunctuation(char c, char next) {
    if (c == ':' && next == '=') {
      add(Kind.OPERATOR, ":=", at + 2);
    } else if ((c == ':' || c == '.') && next == c) {
      add(Kind.PUNCTUATION, at + 2);
    } else if (",;.:".indexOf(c) >= 0) {
      add(Kind.PUNCTUATION, at + 1);
    } else if ("([{".indexOf(c) >= 0) {
      open();
    } else if (")]}".indexOf(c) >= 0) {
      close(c);
    } else {
      throw refused(at, at + 1, "PostgreSQL has no use for this character here.");
    }
  }

  private void open() {
    if (depth == MAX_DEPTH) {
      throw refused(at, at + 1, "Brackets are nested deeper than " + MAX_DEPTH + ".");
    }
    int index = tokens.size();
    add(Kind.PUNCTUATION, at + 1);
    open[depth++] = index;
  }

  private void close(char bracket) {
    if (depth == 0) {
      throw refused(at, at + 1, "This bracket was never opened.");
    }
    int opening = open[--depth];
    char opened = sql.charAt(tokens.get(opening).start());
    if (bracket != (opened == '(' ? ')' : opened == '[' ? ']' : '}')) {
      throw refused(at, at + 1, "This bracket does not match the one that it closes.");
    }
    int index = tokens.size();
    add(Kind.PUNCTUATION, at + 1);
    partners[opening] = index;
    partners[index] = opening;
  }

  private void add(Kind kind, int end) {
    add(kind, sql.substring(at, end), end, 0);
  }

  private void add(Kind kind, String text, int end) {
    add(kind, text, end, 0);
  }

  private void add(Kind kind, int end, int parameter) {
    add(kind, sql.substring(at, end), end, parameter);
  }

  private void add(Kind kind, String text, int end, int parameter) {
    int index = tokens.size();
    if (index == partners.length) {
      partners = Arrays.copyOf(partners, index * 2);
    }
    partners[index] = -1;
    tokens.add(new Token(index, kind, text, at, end, at, end, depth, parameter));
    at = end;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }

  private StatementRefusedException refused(int start, int end, String advice) {
    return Refusal.syntax(sql, start, end, advice);
  }
}
