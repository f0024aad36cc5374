package dev.partywall.sql.internal.lex;

import dev.partywall.sql.internal.lex.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * JDBC's escapes in braces. Literals (d, t, ts), escape and function calls (fn) become the tokens within, whose outer
 * ends take in the braces; the braces of a call statement stay. All else is refused.
 */
final class Escapes {

  private static final Set<String> LITERALS = Set.of("d", "t", "ts");

  private final String sql;
  private final List<Token> tokens;
  private final int[] partners;
  private final List<Token> folded = new ArrayList<>();
  private final List<Integer> origins = new ArrayList<>();
  private int braces;

  private Escapes(String sql, List<Token> tokens, int[] partners) {
    this.sql = sql;
    this.tokens = tokens;
    this.partners = partners;
  }

  /** The tokens without the braces of escapes; {@code partners} is renumbered. */
  static List<Token> fold(String sql, List<Token> tokens, int[] partners) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isMark("{") && !isCall(i)) {
        return new Escapes(sql, tokens, partners).fold();
      }
    }
    return tokens;
  }

  private static boolean isCall(int brace) {
    return brace == 0;
  }

  private List<Token> fold() {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isMark("{") && !isCall(i)) {
        i = open(i);
      } else if (token.isMark("}") && partners[i] != 0) {
        Token last = folded.removeLast();
        folded.add(place(last, last.index(), last.depth(), last.outerStart(), token.end()));
        braces--;
      } else {
        keep(i, token.start());
      }
    }
    renumberPartners();
    return folded;
  }

  /** Keeps the first token within the braces and gives its index. */
  private int open(int brace) {
    braces++;
    int last = partners[brace] - 1;
    Token word = tokens.get(brace + 1);
    if (word.isAny(LITERALS) && last == brace + 2 && tokens.get(last).kind() == Kind.STRING) {
      keep(last, tokens.get(brace).start());
      return last;
    }
    if (word.is("escape") && last == brace + 2 && tokens.get(last).kind() == Kind.STRING) {
      keep(brace + 1, tokens.get(brace).start());
      return brace + 1;
    }
    if (word.is("fn") && last > brace + 3 && partners[brace + 3] == last) {
      keep(brace + 2, tokens.get(brace).start());
      return brace + 2;
    }
    throw Refusal.syntax(
        sql,
        tokens.get(brace).start(),
        tokens.get(last + 1).end(),
        "Write it in PostgreSQL's own syntax instead of a JDBC escape; {d}, {t}, {ts}, {fn f(..)} and {escape} are read.");
  }

  private void keep(int index, int outerStart) {
    origins.add(index);
    Token token = tokens.get(index);
    folded.add(place(token, folded.size(), token.depth() - braces, outerStart, token.end()));
  }

  private static Token place(Token token, int index, int depth, int outerStart, int outerEnd) {
    return new Token(
        index, token.kind(), token.text(), token.start(), token.end(), outerStart, outerEnd, depth, token.parameter());
  }

  private void renumberPartners() {
    int[] old = partners.clone();
    int[] renumbered = new int[tokens.size()];
    for (int i = 0; i < origins.size(); i++) {
      renumbered[origins.get(i)] = i;
    }
    for (int i = 0; i < origins.size(); i++) {
      int partner = old[origins.get(i)];
      partners[i] = partner < 0 ? -1 : renumbered[partner];
    }
  }
}
