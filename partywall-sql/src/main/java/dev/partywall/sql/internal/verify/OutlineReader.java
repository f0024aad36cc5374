package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.verify.Outline.Assignment;
import dev.partywall.sql.internal.verify.Outline.Change;
import dev.partywall.sql.internal.verify.Outline.Conflict;
import dev.partywall.sql.internal.verify.Outline.Expressions;
import dev.partywall.sql.internal.verify.Outline.From;
import dev.partywall.sql.internal.verify.Outline.Insert;
import dev.partywall.sql.internal.verify.Outline.Other;
import dev.partywall.sql.internal.verify.Outline.Query;
import dev.partywall.sql.internal.verify.Outline.Reference;
import dev.partywall.sql.internal.verify.QueryReader.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the skeleton of a statement, knowing nothing of how the guard wrote it. */
final class OutlineReader {

  private static final Set<String> AFTER_SET = Set.of("from", "where", "returning");
  private static final Set<String> AFTER_FROM = Set.of("where", "returning");
  private static final Set<String> AFTER_SOURCE = Set.of("on", "returning");

  private final Lexed lexed;
  private final QueryReader queries;

  OutlineReader(Lexed lexed) {
    this.lexed = lexed;
    this.queries = new QueryReader(lexed, this);
  }

  Outline read() {
    int end = lexed.tokens().size();
    boolean semicolon = end > 0 && lexed.tokens().get(end - 1).isMark(";");
    return read(new Range(0, semicolon ? end - 1 : end));
  }

  Outline read(Range range) {
    Cursor cursor = new Cursor(lexed, range);
    With with = queries.with(cursor);
    if (cursor.accept("insert")) {
      return insert(cursor, with);
    }
    if (cursor.accept("update")) {
      return update(cursor, with);
    }
    if (cursor.accept("delete")) {
      return delete(cursor, with);
    }
    if (cursor.accept("merge")) {
      return new MergeReader(lexed, queries, this).read(cursor, with);
    }
    if (cursor.atMark("(") || cursor.at(Set.of("select", "values", "table"))) {
      return queries.read(cursor, with);
    }
    if (!with.ctes().isEmpty() || range.from() > 0) {
      throw cursor.unexpected("SELECT, INSERT, UPDATE or DELETE");
    }
    return new Other(cursor.next().text());
  }

  private Change update(Cursor cursor, With with) {
    Reference target = queries.from().target(cursor);
    cursor.expect("set");
    Range set = cursor.until(AFTER_SET);
    List<From> from = cursor.accept("from") ? queries.from().list(cursor, AFTER_FROM) : List.of();
    return change(cursor, with, target, new Assignments(lexed, queries).in(set), from, set);
  }

  private Change delete(Cursor cursor, With with) {
    cursor.expect("from");
    Reference target = queries.from().reference(cursor, true);
    List<From> using = cursor.accept("using") ? queries.from().list(cursor, AFTER_FROM) : List.of();
    return change(cursor, with, target, List.of(), using, Range.NONE);
  }

  private Change change(
      Cursor cursor, With with, Reference target, List<Assignment> assignments, List<From> from, Range set) {
    Range where = cursor.accept("where") ? cursor.until(Set.of("returning")) : Range.NONE;
    Range returning = returning(cursor);
    Expressions rest = queries.expressions().read(set, where, returning);
    return new Change(with.ctes(), with.recursive(), target, assignments, from, where, rest);
  }

  private static Range returning(Cursor cursor) {
    if (!cursor.atEnd()) {
      cursor.expect("returning");
    }
    return cursor.rest();
  }

  private Insert insert(Cursor cursor, With with) {
    cursor.expect("into");
    Reference table = queries.from().reference(cursor, false);
    Reference target = new Reference(table.schema(), table.name(), cursor.accept("as") ? cursor.name() : null, false);
    List<String> columns = cursor.atMark("(") && !queries.expressions().isQuery(cursor) ? columns(cursor) : null;
    if (cursor.accept("overriding")) {
      cursor.next();
      cursor.expect("value");
    }
    Query source = source(cursor);
    Conflict conflict = null;
    List<Range> soup = new ArrayList<>();
    if (cursor.accept("on")) {
      conflict = conflict(cursor, soup);
    }
    soup.add(returning(cursor));
    return new Insert(
        with.ctes(), with.recursive(), target, columns, source, conflict, queries.expressions().read(soup));
  }

  private Query source(Cursor cursor) {
    if (cursor.accept("default")) {
      throw cursor.unexpected("the discriminator's value");
    }
    int start = cursor.at();
    while (!cursor.atEnd() && !(cursor.at(AFTER_SOURCE) && cursor.isKeyword() && !isJoinCondition(cursor))) {
      cursor.skip();
    }
    return queries.read(new Range(start, cursor.at()));
  }

  private static boolean isJoinCondition(Cursor cursor) {
    return cursor.at("on") && !cursor.at(1, "conflict");
  }

  /** The names in brackets. */
  List<String> columns(Cursor cursor) {
    List<String> columns = new ArrayList<>();
    for (Range item : queries.expressions().items(cursor.brackets())) {
      columns.add(new Cursor(lexed, item).name());
    }
    return columns;
  }

  private @Nullable Conflict conflict(Cursor cursor, List<Range> soup) {
    cursor.expect("conflict");
    soup.add(cursor.until(Set.of("do")));
    cursor.expect("do");
    if (cursor.accept("nothing")) {
      return null;
    }
    cursor.expect("update");
    cursor.expect("set");
    Range set = cursor.until(AFTER_FROM);
    Range where = cursor.accept("where") ? cursor.until(Set.of("returning")) : Range.NONE;
    return new Conflict(new Assignments(lexed, queries).in(set), where, queries.expressions().read(set, where));
  }
}
