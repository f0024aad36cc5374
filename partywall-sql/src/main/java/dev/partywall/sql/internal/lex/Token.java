package dev.partywall.sql.internal.lex;

import java.util.Set;

/**
 * A token of a statement; comments and white space are none.
 *
 * @param index its number in the statement, from 0
 * @param kind what it is
 * @param text what it means: a word in lower case, a quoted identifier without quotes, an operator as PostgreSQL gets
 *     it; for literals, numbers and markers the characters as written
 * @param start where it begins in the text, from 0
 * @param end where it ends, exclusive
 * @param outerStart where it begins with the JDBC escape that it opens (brace and keyword); otherwise {@code start}
 * @param outerEnd where it ends with the brace of the JDBC escape that it closes; otherwise {@code end}
 * @param depth how many brackets are open around it; a bracket itself is outside of its pair
 * @param parameter for a marker its number, from 1; otherwise 0
 */
public record Token(
    int index, Kind kind, String text, int start, int end, int outerStart, int outerEnd, int depth, int parameter) {

  /** What a token is. */
  public enum Kind {
    /** An identifier without quotes, or a keyword. */
    WORD,
    /** An identifier in double quotes. */
    QUOTED,
    /** A literal in quotes of any kind, with its continuations on further lines. */
    STRING,
    NUMBER,
    /** JDBC's {@code ?}. */
    PARAMETER,
    OPERATOR,
    /** A bracket of any kind, comma, semicolon, dot, two dots, colon or two colons. */
    PUNCTUATION
  }

  /** Whether this is the keyword, given in lower case. */
  public boolean is(String keyword) {
    return kind == Kind.WORD && text.equals(keyword);
  }

  /** Whether this is one of the keywords, given in lower case. */
  public boolean isAny(Set<String> keywords) {
    return kind == Kind.WORD && keywords.contains(text);
  }

  /** Whether this is the punctuation mark. */
  public boolean isMark(String mark) {
    return kind == Kind.PUNCTUATION && text.equals(mark);
  }

  /** Whether this is the operator. */
  public boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** Whether this can be a name: quoted, or a word (which may be a keyword too). */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
