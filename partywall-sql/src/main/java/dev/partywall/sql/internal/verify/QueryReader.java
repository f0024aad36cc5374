package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.verify.Outline.Block;
import dev.partywall.sql.internal.verify.Outline.Cte;
import dev.partywall.sql.internal.verify.Outline.From;
import dev.partywall.sql.internal.verify.Outline.Nested;
import dev.partywall.sql.internal.verify.Outline.Query;
import dev.partywall.sql.internal.verify.Outline.Term;
import dev.partywall.sql.internal.verify.Outline.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads queries: WITH, set operations, query blocks. */
final class QueryReader {

  private static final Set<String> SET_OPERATIONS = Set.of("union", "intersect", "except");
  private static final Set<String> TAIL = Set.of("order", "limit", "offset", "fetch", "for");
  private static final Set<String> AFTER_WHERE =
      union(union(SET_OPERATIONS, TAIL), Set.of("group", "having", "window"));
  private static final Set<String> AFTER_FROM = union(AFTER_WHERE, Set.of("where"));
  private static final Set<String> AFTER_LIST = union(AFTER_FROM, Set.of("from", "into"));

  private static final Set<String> SETS = Set.of("rollup", "cube", "grouping");

  private final Lexed lexed;
  private final OutlineReader statements;
  private final ExpressionReader expressions;
  private final FromReader from;

  QueryReader(Lexed lexed, OutlineReader statements) {
    this.lexed = lexed;
    this.statements = statements;
    this.expressions = new ExpressionReader(lexed, this);
    this.from = new FromReader(lexed, this, expressions);
  }

  ExpressionReader expressions() {
    return expressions;
  }

  FromReader from() {
    return from;
  }

  /** Reads the whole range as a query. */
  Query read(Range range) {
    Cursor cursor = new Cursor(lexed, range);
    With with = with(cursor);
    return read(cursor, with);
  }

  Query read(Cursor cursor, With with) {
    List<Term> terms = new ArrayList<>();
    terms.add(term(cursor));
    while (cursor.at(SET_OPERATIONS)) {
      cursor.next();
      if (!cursor.accept("all")) {
        cursor.accept("distinct");
      }
      terms.add(term(cursor));
    }
    if (!cursor.atEnd() && !cursor.at(TAIL)) {
      throw cursor.unexpected("the end of the query");
    }
    Range tail = cursor.rest();
    return new Query(with.ctes(), with.recursive(), terms, tail, expressions.read(tail), locks(tail));
  }

  private boolean locks(Range tail) {
    Cursor cursor = new Cursor(lexed, tail);
    cursor.until(Set.of("for"));
    return !cursor.atEnd();
  }

  private Term term(Cursor cursor) {
    if (cursor.atMark("(")) {
      return new Nested(read(cursor.brackets()));
    }
    if (cursor.accept("values")) {
      return values(cursor);
    }
    if (cursor.accept("table")) {
      return from.reference(cursor, false);
    }
    cursor.expect("select");
    return block(cursor);
  }

  private Values values(Cursor cursor) {
    Range range = cursor.until(union(SET_OPERATIONS, TAIL));
    List<List<Range>> rows = new ArrayList<>();
    for (Range item : expressions.items(range)) {
      Cursor row = new Cursor(lexed, item);
      if (!row.atMark("(")) {
        throw row.unexpected("a row");
      }
      rows.add(expressions.items(row.brackets()));
      if (!row.atEnd()) {
        throw row.unexpected("the end of the row");
      }
    }
    return new Values(rows, expressions.read(range));
  }

  private Block block(Cursor cursor) {
    List<Range> soup = new ArrayList<>();
    if (!cursor.accept("all") && cursor.accept("distinct") && cursor.accept("on")) {
      soup.add(cursor.brackets());
    }
    Range list = cursor.until(AFTER_LIST);
    soup.add(list);
    List<From> items = cursor.accept("from") ? from.list(cursor, AFTER_FROM) : List.of();
    Range where = cursor.accept("where") ? cursor.until(AFTER_WHERE) : Range.NONE;
    soup.add(where);
    Range groups =
        cursor.at(Set.of("group", "having", "window")) ? cursor.until(union(SET_OPERATIONS, TAIL)) : Range.NONE;
    soup.add(groups);
    if (!cursor.atEnd() && !cursor.at(SET_OPERATIONS) && !cursor.at(TAIL)) {
      throw cursor.unexpected("the end of the query block");
    }
    return new Block(expressions.items(list), items, where, hasSets(groups), expressions.read(soup));
  }

  private boolean hasSets(Range groups) {
    return lexed.tokens().subList(groups.from(), groups.to()).stream().anyMatch(token -> token.isAny(SETS));
  }

  /** The common table expressions before a statement. */
  record With(List<Cte> ctes, boolean recursive) {}

  With with(Cursor cursor) {
    List<Cte> ctes = new ArrayList<>();
    boolean recursive = false;
    if (cursor.accept("with")) {
      recursive = cursor.accept("recursive");
      do {
        ctes.add(cte(cursor));
      } while (cursor.acceptMark(","));
    }
    return new With(ctes, recursive);
  }

  private Cte cte(Cursor cursor) {
    String name = cursor.name();
    if (cursor.atMark("(")) {
      cursor.brackets();
    }
    cursor.expect("as");
    cursor.accept("not");
    cursor.accept("materialized");
    if (!cursor.atMark("(")) {
      throw cursor.unexpected("the query of " + name);
    }
    Outline body = statements.read(cursor.brackets());
    skipSearchAndCycle(cursor);
    return new Cte(name, body);
  }

  private void skipSearchAndCycle(Cursor cursor) {
    if (cursor.at("search") || cursor.at("cycle")) {
      Range clause = cursor.until(Set.of("select", "insert", "update", "delete", "merge", "values", "table"));
      Cursor comma = new Cursor(lexed, clause);
      while (!comma.atEnd()) {
        // A comma here separates either columns or the next expression: too much for this reader.
        if (comma.atMark(",")) {
          throw comma.unexpected("a SEARCH or CYCLE with one column");
        }
        comma.skip();
      }
    }
  }

  static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new HashSet<>(a);
    all.addAll(b);
    return Set.copyOf(all);
  }
}
