package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.verify.Outline.Expressions;
import dev.partywall.sql.internal.verify.Outline.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the subqueries and the function calls in expressions, whatever their grammar. */
final class ExpressionReader {

  private static final Set<String> QUERY = Set.of("select", "with", "table");
  private static final Set<String> SET_OPERATIONS = Set.of("union", "intersect", "except");

  private final Lexed lexed;
  private final QueryReader queries;

  ExpressionReader(Lexed lexed, QueryReader queries) {
    this.lexed = lexed;
    this.queries = queries;
  }

  Expressions read(Range... ranges) {
    return read(List.of(ranges));
  }

  Expressions read(List<Range> ranges) {
    List<Query> subqueries = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (Range range : ranges) {
      read(range, subqueries, calls);
    }
    return new Expressions(subqueries, calls);
  }

  private void read(Range range, List<Query> subqueries, List<String> calls) {
    Cursor cursor = new Cursor(lexed, range);
    while (!cursor.atEnd()) {
      if (cursor.atMark("(") && isQuery(cursor)) {
        subqueries.add(queries.read(cursor.brackets()));
      } else {
        requireNoQueryKeyword(cursor);
        addCall(cursor, calls);
        cursor.next();
      }
    }
  }

  private static void addCall(Cursor cursor, List<String> calls) {
    Token token = cursor.peek();
    if (token != null && token.isName() && (cursor.atMark(1, "(") || isCalledAsField(cursor, token))) {
      calls.add(token.text());
    }
  }

  /** {@code (value).function} calls it, too. */
  private static boolean isCalledAsField(Cursor cursor, Token token) {
    return cursor.at() > 0 && cursor.atMark(-1, ".") && Usage.isDenied(token.text());
  }

  private static void requireNoQueryKeyword(Cursor cursor) {
    if (cursor.at("select") && cursor.isKeyword()) {
      throw cursor.unexpected("an expression");
    }
  }

  /** Whether the bracket that begins here holds a query. */
  boolean isQuery(Cursor cursor) {
    Token first = cursor.peek(1);
    if (first == null) {
      return false;
    }
    if (first.is("values")) {
      return cursor.atMark(2, "(");
    }
    return first.isAny(QUERY) || (first.isMark("(") && hasSetOperation(cursor));
  }

  private boolean hasSetOperation(Cursor cursor) {
    int start = cursor.at();
    Cursor inside = new Cursor(lexed, cursor.brackets());
    cursor.back(start);
    inside.until(SET_OPERATIONS);
    return !inside.atEnd();
  }

  /** The parts between the commas that stand outside of brackets. */
  List<Range> items(Range range) {
    List<Range> items = new ArrayList<>();
    if (range.isEmpty()) {
      return items;
    }
    Cursor cursor = new Cursor(lexed, range);
    int start = cursor.at();
    while (!cursor.atEnd()) {
      if (cursor.atMark(",")) {
        items.add(new Range(start, cursor.at()));
        cursor.next();
        start = cursor.at();
      } else {
        cursor.skip();
      }
    }
    items.add(new Range(start, cursor.at()));
    return items;
  }
}
