package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Command.Condition;
import dev.partywall.sql.internal.syntax.Command.Query;
import dev.partywall.sql.internal.syntax.Command.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads queries. */
final class Queries {

  private static final Set<String> COMBINERS = Set.of("union", "intersect", "except");
  private static final Set<String> TAIL = Set.of("order", "limit", "offset", "fetch", "for");
  private static final Set<String> BEGINNINGS = Set.of("select", "with", "table");

  private final Parser parser;
  private final Cursor cursor;

  Queries(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /** Whether the opening bracket at this token begins a query in brackets, and not an expression. */
  boolean beginsAt(int open) {
    Token first = cursor.get(open + 1);
    if (first == null) {
      return false;
    }
    if (!first.isMark("(")) {
      Token second = cursor.get(open + 2);
      return first.isAny(BEGINNINGS) || (first.is("values") && second != null && second.isMark("("));
    }
    Token after = cursor.get(cursor.lexed().partner(open + 1) + 1);
    boolean complete = after != null && (after.isMark(")") || after.isAny(COMBINERS) || after.isAny(TAIL));
    return complete && beginsAt(open + 1);
  }

  /** A query in brackets. */
  Query bracketed() {
    cursor.expectMark("(");
    Query query = query();
    cursor.expectMark(")");
    return query;
  }

  /** A query. */
  Query query() {
    int from = cursor.at();
    return query(parser.writes.with(), from);
  }

  /** A query whose WITH clause was already read, from a token on. */
  Query query(@Nullable With with, int from) {
    Body body = combined();
    List<Region> tail = new ArrayList<>();
    @Nullable Token locking = null;
    while (cursor.isAny(TAIL)) {
      if (cursor.is("for")) {
        locking = cursor.peek();
        locking();
      } else {
        tail.add(tailPart());
      }
    }
    return new Query(with, body, List.copyOf(tail), locking, from, cursor.at());
  }

  private Region tailPart() {
    Token first = cursor.next();
    if (first.is("fetch")) {
      return parser.regions.clause(Regions.CLAUSES);
    }
    if (!first.is("order")) {
      return parser.regions.item(Regions.CLAUSES);
    }
    cursor.expect("by");
    return parser.regions.upTo(Regions.CLAUSES);
  }

  private Body combined() {
    Body body = operand();
    while (cursor.isAny(COMBINERS)) {
      cursor.next();
      if (!cursor.accept("all")) {
        cursor.accept("distinct");
      }
      body = new Body.Combined(body, operand());
    }
    return body;
  }

  private Body operand() {
    if (cursor.isMark("(")) {
      return new Body.Bracketed(bracketed());
    }
    if (cursor.is("values")) {
      return values();
    }
    if (cursor.is("table")) {
      int keyword = cursor.at();
      cursor.next();
      TableSource table = parser.sources.bareTable();
      parser.gloss.hide(table, keyword);
      return new Body.Table(table, keyword);
    }
    return select();
  }

  private Body values() {
    cursor.expect("values");
    List<Body.Row> rows = new ArrayList<>();
    do {
      int open = cursor.expectMark("(");
      List<Region> values = parser.regions.items(Set.of());
      rows.add(new Body.Row(open, cursor.expectMark(")"), values));
    } while (cursor.acceptMark(","));
    return new Body.Values(List.copyOf(rows));
  }

  private Body select() {
    int from = cursor.expect("select");
    List<Region> others = new ArrayList<>();
    if (cursor.accept("distinct")) {
      if (cursor.accept("on")) {
        others.add(parser.regions.bracketed());
      }
    } else {
      cursor.accept("all");
    }
    int first = cursor.at();
    List<Region> items = parser.regions.items(Regions.CLAUSES);
    if (cursor.at() == first) {
      parser.gloss.star(first - 1);
    }
    if (cursor.is("into")) {
      throw Refusal.of(
          Reason.KIND_NOT_ALLOWED,
          cursor.lexed().text(),
          cursor.peek().start(),
          cursor.lexed().text().length(),
          null,
          "Create the table in a migration, then insert into it.");
    }
    List<Source> sources = cursor.accept("from") ? parser.sources.list() : List.of();
    Condition condition = condition();
    groupings(others);
    return new Body.Select(List.copyOf(items), sources, condition, List.copyOf(others), from);
  }

  /** A WHERE clause, or the place for one. */
  Condition condition() {
    int after = cursor.at() - 1;
    if (!cursor.accept("where")) {
      return new Condition(null, after);
    }
    Region region = parser.regions.item(Regions.CLAUSES);
    if (region.size() == 0) {
      throw cursor.refused("Expected a condition after WHERE.");
    }
    return new Condition(region, after);
  }

  private void groupings(List<Region> others) {
    if (cursor.accept("group")) {
      cursor.expect("by");
      others.add(parser.regions.upTo(Regions.CLAUSES));
    }
    if (cursor.accept("having")) {
      others.add(parser.regions.item(Regions.CLAUSES));
    }
    if (cursor.is("window")) {
      others.add(windows());
    }
  }

  private Region windows() {
    int from = cursor.expect("window");
    Region windows = parser.regions.clause(Regions.CLAUSES);
    if (windows.queries().isEmpty()) {
      parser.gloss.blank(from, cursor.at());
    }
    return windows;
  }

  /** FOR UPDATE and the like. */
  private void locking() {
    int from = cursor.expect("for");
    if (cursor.accept("no")) {
      cursor.expect("key");
      cursor.expect("update");
    } else if (!cursor.accept("update")) {
      cursor.accept("key");
      cursor.expect("share");
    }
    if (cursor.accept("of")) {
      do {
        cursor.columnName();
        while (cursor.acceptMark(".")) {
          cursor.next();
        }
      } while (cursor.acceptMark(","));
    }
    if (cursor.accept("skip")) {
      cursor.expect("locked");
    } else {
      cursor.accept("nowait");
    }
    parser.gloss.blank(from, cursor.at());
  }
}
