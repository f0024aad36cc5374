package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in a range of tokens. */
final class Cursor {

  private final Lexed lexed;
  private final int end;
  private int at;

  Cursor(Lexed lexed, Range range) {
    this.lexed = lexed;
    this.at = range.from();
    this.end = range.to();
  }

  int at() {
    return at;
  }

  boolean atEnd() {
    return at >= end;
  }

  @Nullable Token peek() {
    return peek(0);
  }

  @Nullable Token peek(int ahead) {
    return at + ahead < end ? lexed.tokens().get(at + ahead) : null;
  }

  Token next() {
    Token token = peek();
    if (token == null) {
      throw new Unverified("the text ends too early");
    }
    at++;
    return token;
  }

  /** Whether the next token is one of these keywords, and stands where it is one. */
  boolean at(Set<String> keywords) {
    Token token = peek();
    return token != null && token.isAny(keywords);
  }

  boolean at(String keyword) {
    return at(0, keyword);
  }

  boolean at(int ahead, String keyword) {
    Token token = peek(ahead);
    return token != null && token.is(keyword);
  }

  boolean atMark(String mark) {
    return atMark(0, mark);
  }

  boolean atMark(int ahead, String mark) {
    Token token = peek(ahead);
    return token != null && token.isMark(mark);
  }

  boolean accept(String keyword) {
    if (at(keyword)) {
      at++;
      return true;
    }
    return false;
  }

  boolean acceptMark(String mark) {
    if (atMark(mark)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String keyword) {
    if (!accept(keyword)) {
      throw unexpected("'" + keyword + "'");
    }
  }

  String name() {
    Token token = next();
    if (!token.isName()) {
      throw new Unverified("a name is missing at character " + token.start());
    }
    return token.text();
  }

  /** The tokens inside the bracket that begins here; the cursor goes behind it. */
  Range brackets() {
    int partner = lexed.partner(at);
    if (partner < 0 || partner >= end) {
      throw unexpected("a bracket");
    }
    Range inside = new Range(at + 1, partner);
    at = partner + 1;
    return inside;
  }

  /** Goes to the first token outside of brackets that is one of the keywords, or to the end; gives what it passed. */
  Range until(Set<String> keywords) {
    int start = at;
    while (!atEnd() && !(at(keywords) && isKeyword())) {
      skip();
    }
    return new Range(start, at);
  }

  /** Goes over one token, or over a bracket with all that is in it. */
  void skip() {
    int partner = lexed.partner(at);
    at = partner > at ? partner + 1 : at + 1;
  }

  Range rest() {
    Range rest = new Range(at, end);
    at = end;
    return rest;
  }

  void back(int index) {
    at = index;
  }

  /** A reserved word is a mere name after a dot and after AS, and a part of some operators. */
  boolean isKeyword() {
    if (at == 0) {
      return true;
    }
    Token token = lexed.tokens().get(at);
    Token before = lexed.tokens().get(at - 1);
    if (isLabel(at)) {
      return false;
    }
    if (token.is("from") && before.is("distinct") && at >= 2) {
      Token operator = lexed.tokens().get(at - 2);
      return isLabel(at - 1) || isLabel(at - 2) || !(operator.is("is") || operator.is("not"));
    }
    return !(token.is("group") && before.is("within"));
  }

  /** After a dot, and after AS that is no name itself. */
  private boolean isLabel(int index) {
    if (index == 0) {
      return false;
    }
    Token before = lexed.tokens().get(index - 1);
    return before.isMark(".") || (before.is("as") && !isLabel(index - 1));
  }

  Unverified unexpected(String wanted) {
    Token token = peek();
    return new Unverified(
        wanted + " is missing at " + (token == null ? "the end" : "character " + token.start() + ", " + token.text()));
  }
}
