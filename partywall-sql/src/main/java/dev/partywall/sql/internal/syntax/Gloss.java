package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The neutral view of a statement, with PostgreSQL's rarer syntax written plainer in the same space, since the
 * structural parser does not know it. No relation's name is ever touched.
 */
final class Gloss {

  /** Words by which a relation comes into a statement, except FROM, which is a part of expressions too. */
  private static final Set<String> RELATIONS =
      Set.of("select", "table", "values", "insert", "update", "delete", "merge", "into", "join", "only");

  private final Lexed lexed;
  private final char[] view;
  private final Set<TableSource> hidden = new HashSet<>();

  Gloss(Lexed lexed) {
    this.lexed = lexed;
    this.view = lexed.view().toCharArray();
  }

  /** Takes the tokens out, the last one exclusive. */
  void blank(int from, int to) {
    if (from < to) {
      Arrays.fill(view, token(from).start(), token(to - 1).end(), ' ');
    }
  }

  /** Puts a shorter text in the place of the tokens. */
  void write(int from, int to, String text) {
    int start = token(from).start();
    int end = token(to - 1).end();
    if (text.length() <= end - start) {
      Arrays.fill(view, start, end, ' ');
      text.getChars(0, text.length(), view, start);
    }
  }

  /** Writes {@code TABLE name} as a query without tables: the structural parser knows it only as a whole statement. */
  void hide(TableSource table, int keyword) {
    write(keyword, table.to(), "select*");
    hidden.add(table);
  }

  /** The relations that the structural parser cannot see. */
  Set<TableSource> hidden() {
    return Set.copyOf(hidden);
  }

  /** Puts an asterisk between two tokens, where there is room for one. */
  void star(int after) {
    int place = token(after).end();
    if (place < view.length && view[place] == ' ') {
      view[place] = '*';
    }
  }

  /** Leaves nothing of expressions but the queries in them, as a sum, or a 1 if there are none. */
  void simplify(Region region) {
    if (region.size() == 0 || !hasGaps(region)) {
      return;
    }
    if (region.queries().isEmpty()) {
      // In brackets, lest it melt into a word beside it; what is too short for brackets is a word or marker itself.
      boolean room = token(region.last()).end() - token(region.from()).start() > 2;
      write(region.from(), region.to(), room ? "(1)" : "1");
      return;
    }
    int from = region.from();
    for (Command.Query query : region.queries()) {
      if (from < query.from() - 1) {
        write(from, query.from() - 1, from == region.from() ? "" : "+");
      }
      from = query.to() + 1;
    }
    blank(from, region.to());
  }

  /** Whether something stands between all queries, and nothing there looks like one. */
  private boolean hasGaps(Region region) {
    int from = region.from();
    for (Command.Query query : region.queries()) {
      if ((from == query.from() - 1 && from != region.from()) || hasRelations(from, query.from() - 1)) {
        return false;
      }
      from = query.to() + 1;
    }
    return !hasRelations(from, region.to());
  }

  private boolean hasRelations(int from, int to) {
    return lexed.tokens().subList(from, to).stream().anyMatch(token -> token.isAny(RELATIONS));
  }

  private Token token(int index) {
    return lexed.tokens().get(index);
  }

  String view() {
    return new String(view);
  }
}
