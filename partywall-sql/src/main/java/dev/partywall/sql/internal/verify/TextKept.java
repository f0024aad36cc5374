package dev.partywall.sql.internal.verify;

import dev.partywall.sql.BindPlan;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Token.Kind;
import java.util.List;
import java.util.Set;

/** The caller's text is in the guarded one: each token, in order, and each parameter where the plan says. */
final class TextKept {

  private static final Set<String> NEVER_WRITTEN =
      Set.of("or", "not", "union", "insert", "update", "delete", "returning", "true");

  private final BindPlan plan;

  TextKept(BindPlan plan) {
    this.plan = plan;
  }

  void require(Lexed original, Lexed text) {
    List<Token> wanted = original.tokens();
    int kept = 0;
    for (Token token : text.tokens()) {
      if (kept < wanted.size() && same(wanted.get(kept), token)) {
        kept++;
      } else {
        requireInsertable(token);
        kept += replaced(wanted, kept, token);
      }
    }
    if (kept < wanted.size()) {
      throw new Unverified("the caller's " + wanted.get(kept).text() + " is lost");
    }
  }

  /**
   * DEFAULT for the discriminator becomes the tenant, DEFAULT VALUES a list of columns with its values, and TABLE a
   * SELECT.
   */
  private int replaced(List<Token> wanted, int kept, Token token) {
    if (kept < wanted.size() && wanted.get(kept).is("table")) {
      return token.is("select") ? 1 : 0;
    }
    if (kept >= wanted.size() || !wanted.get(kept).is("default")) {
      return 0;
    }
    boolean values = kept + 1 < wanted.size() && wanted.get(kept + 1).is("values");
    if (values) {
      return token.isMark("(") ? 2 : 0;
    }
    boolean tenant = token.kind() == Kind.PARAMETER || token.is("null");
    return tenant ? 1 : 0;
  }

  private boolean same(Token wanted, Token token) {
    if (wanted.kind() != token.kind() || !wanted.text().equals(token.text())) {
      return false;
    }
    return wanted.kind() != Kind.PARAMETER || plan.position(wanted.parameter()) == token.parameter();
  }

  private static void requireInsertable(Token token) {
    if (token.kind() == Kind.STRING || token.kind() == Kind.NUMBER) {
      throw new Unverified("there is a literal that is not the caller's: " + token.text());
    }
    if (token.isMark(";")) {
      throw new Unverified("there is more than one statement");
    }
    if (token.isAny(NEVER_WRITTEN)) {
      throw new Unverified("there is a keyword that the guard never writes: " + token.text());
    }
  }
}
