package dev.partywall.sql.guard;

import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.parse.SqlParser;
import dev.partywall.sql.internal.parse.TreeTables;
import dev.partywall.sql.internal.syntax.Parsed;
import java.util.Set;
import java.util.TreeSet;

/** Two readings of a statement, by different means, must see the same relations in the same places. */
final class Readings {

  private Readings() {}

  /**
   * Compares the structure with the parser's tree.
   *
   * @throws StatementRefusedException if one of them sees a relation where the other sees none
   */
  static void compare(Parsed parsed) {
    Set<Integer> tree = TreeTables.offsets(SqlParser.parse(parsed.lexed(), parsed.view()));
    Set<Integer> own = new TreeSet<>();
    parsed.relations().stream()
        .filter(relation -> !parsed.hidden().contains(relation))
        .forEach(relation -> own.add(relation.parts().getFirst().start()));
    if (!own.equals(tree)) {
      throw refused(parsed, firstDifference(own, tree));
    }
  }

  private static int firstDifference(Set<Integer> own, Set<Integer> tree) {
    Set<Integer> all = new TreeSet<>(own);
    all.addAll(tree);
    return all.stream().filter(offset -> !own.contains(offset) || !tree.contains(offset)).findFirst().orElse(0);
  }

  private static StatementRefusedException refused(Parsed parsed, int offset) {
    Token token = parsed.lexed().startingAt(offset);
    return Refusal.of(
        Reason.UNACCOUNTED_NAME,
        parsed.lexed().text(),
        offset,
        token == null ? offset : token.end(),
        null,
        "Write the FROM clause plainer, or quote the name if it is a keyword elsewhere.");
  }
}
