package dev.partywall.sql.internal.kind;

import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what EXPLAIN says before the statement that it explains. */
final class Explanation {

  private static final Set<String> RUNS = Set.of("analyze", "analyse");
  private static final Set<String> LEGACY_OPTIONS = Set.of("analyze", "analyse", "verbose");

  private Explanation() {}

  static Kind.Explain of(Lexed lexed, Reach reach) {
    List<Token> tokens = lexed.tokens();
    int at = hasOptions(tokens) ? lexed.partner(1) + 1 : 1;
    while (at < tokens.size() && tokens.get(at).isAny(LEGACY_OPTIONS)) {
      at++;
    }
    @Nullable Token analyze =
        tokens.subList(1, at).stream().filter(token -> token.isAny(RUNS)).findFirst().orElse(null);
    if (analyze != null && reach == Reach.TENANT) {
      throw refused(
          lexed, analyze, "Leave it out: it counts the rows that a condition removed, and they may be others'.");
    }
    if (at == tokens.size() || !Kind.Words.areRows(tokens.get(at))) {
      Token other = tokens.get(Math.min(at, tokens.size() - 1));
      throw refused(lexed, other, "Explain a query, INSERT, UPDATE, DELETE or MERGE.");
    }
    return new Kind.Explain(tokens.get(at), analyze != null);
  }

  private static StatementRefusedException refused(Lexed lexed, Token token, String advice) {
    return Refusal.of(Reason.KIND_NOT_ALLOWED, lexed.text(), token.start(), lexed.text().length(), null, advice);
  }

  /** Whether words in brackets follow that are not the statement itself. */
  private static boolean hasOptions(List<Token> tokens) {
    return tokens.size() > 2
        && tokens.get(1).isMark("(")
        && tokens.get(2).kind() == Token.Kind.WORD
        && !Kind.Words.areRows(tokens.get(2));
  }
}
