package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Words;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in the tokens. */
final class Cursor {

  private final Lexed lexed;
  private int at;

  Cursor(Lexed lexed) {
    this.lexed = lexed;
  }

  int at() {
    return at;
  }

  Lexed lexed() {
    return lexed;
  }

  boolean atEnd() {
    return at >= lexed.tokens().size();
  }

  /** The token at an index, or null outside of the statement. */
  @Nullable Token get(int index) {
    return index >= 0 && index < lexed.tokens().size() ? lexed.tokens().get(index) : null;
  }

  /** The token here. */
  Token peek() {
    Token token = get(at);
    if (token == null) {
      throw refused("The statement ends too early.");
    }
    return token;
  }

  Token next() {
    Token token = peek();
    at++;
    return token;
  }

  boolean is(String keyword) {
    return is(0, keyword);
  }

  boolean is(int ahead, String keyword) {
    Token token = get(at + ahead);
    return token != null && token.is(keyword);
  }

  /** Whether a word ahead is a mere label whatever it says: after a dot, or after AS that is none itself. */
  boolean isLabel(int ahead) {
    Token before = get(at + ahead - 1);
    return before != null && (before.isMark(".") || (before.is("as") && !isLabel(ahead - 1)));
  }

  /** Whether the keyword stands ahead, and is no label. */
  boolean isKeyword(int ahead, String keyword) {
    return is(ahead, keyword) && !isLabel(ahead);
  }

  boolean isAny(Set<String> keywords) {
    Token token = get(at);
    return token != null && token.isAny(keywords);
  }

  boolean isMark(String mark) {
    return isMark(0, mark);
  }

  boolean isMark(int ahead, String mark) {
    Token token = get(at + ahead);
    return token != null && token.isMark(mark);
  }

  boolean accept(String keyword) {
    if (is(keyword)) {
      at++;
      return true;
    }
    return false;
  }

  boolean acceptMark(String mark) {
    if (isMark(mark)) {
      at++;
      return true;
    }
    return false;
  }

  int expect(String keyword) {
    if (!is(keyword)) {
      throw refused("Expected " + keyword + " here.");
    }
    return at++;
  }

  int expectMark(String mark) {
    if (!isMark(mark)) {
      throw refused("Expected " + mark + " here.");
    }
    return at++;
  }

  /** Whether a name of a table, column or alias stands here (PostgreSQL's ColId). */
  boolean isColumnName() {
    return isColumnName(get(at));
  }

  static boolean isColumnName(@Nullable Token token) {
    return token != null && token.isName() && !token.isAny(Words.RESERVED) && !token.isAny(Words.FUNCTION_OR_TYPE);
  }

  Token columnName() {
    if (!isColumnName()) {
      throw refused("Expected a name here; a keyword that is one is written in double quotes.");
    }
    return next();
  }

  StatementRefusedException refused(String advice) {
    Token token = get(at);
    int length = lexed.text().length();
    return Refusal.syntax(
        lexed.text(), token == null ? length : token.start(), token == null ? length : token.end(), advice);
  }
}
