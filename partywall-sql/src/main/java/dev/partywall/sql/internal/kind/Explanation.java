package dev.partywall.sql.internal.kind;

import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import java.util.List;
import java.util.Set;

/** Reads what EXPLAIN says before the statement that it explains. */
final class Explanation {

  private static final Set<String> RUNS = Set.of("analyze", "analyse");
  private static final Set<String> LEGACY_OPTIONS = Set.of("analyze", "analyse", "verbose");

  private Explanation() {}

  static Kind.Explain of(Lexed lexed) {
    List<Token> tokens = lexed.tokens();
    int at = hasOptions(tokens) ? lexed.partner(1) + 1 : 1;
    while (at < tokens.size() && tokens.get(at).isAny(LEGACY_OPTIONS)) {
      at++;
    }
    if (at < tokens.size() && Kind.Words.areRows(tokens.get(at))) {
      boolean runs = tokens.subList(1, at).stream().anyMatch(token -> token.isAny(RUNS));
      return new Kind.Explain(tokens.get(at), runs);
    }
    Token other = tokens.get(Math.min(at, tokens.size() - 1));
    throw Refusal.of(
        Reason.KIND_NOT_ALLOWED,
        lexed.text(),
        other.start(),
        lexed.text().length(),
        null,
        "Explain a query, INSERT, UPDATE, DELETE or MERGE.");
  }

  /** Whether words in brackets follow that are not the statement itself. */
  private static boolean hasOptions(List<Token> tokens) {
    return tokens.size() > 2
        && tokens.get(1).isMark("(")
        && tokens.get(2).kind() == Token.Kind.WORD
        && !Kind.Words.areRows(tokens.get(2));
  }
}
