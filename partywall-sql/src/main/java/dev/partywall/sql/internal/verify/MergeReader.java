package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.verify.Outline.Assignment;
import dev.partywall.sql.internal.verify.Outline.Expressions;
import dev.partywall.sql.internal.verify.Outline.From;
import dev.partywall.sql.internal.verify.Outline.Insert;
import dev.partywall.sql.internal.verify.Outline.Merge;
import dev.partywall.sql.internal.verify.Outline.Reference;
import dev.partywall.sql.internal.verify.Outline.When;
import dev.partywall.sql.internal.verify.QueryReader.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads MERGE. */
final class MergeReader {

  private static final Set<String> AFTER_SOURCE = Set.of("on");
  private static final Set<String> AFTER_CONDITION = Set.of("then");
  private static final Set<String> AFTER_ACTION = Set.of("when", "returning");

  private final Lexed lexed;
  private final QueryReader queries;
  private final OutlineReader statements;

  MergeReader(Lexed lexed, QueryReader queries, OutlineReader statements) {
    this.lexed = lexed;
    this.queries = queries;
    this.statements = statements;
  }

  /** Reads what follows the word MERGE. */
  Merge read(Cursor cursor, With with) {
    cursor.expect("into");
    Reference target = queries.from().reference(cursor, true);
    cursor.expect("using");
    List<From> source = queries.from().list(cursor, AFTER_SOURCE);
    if (source.size() != 1) {
      throw cursor.unexpected("one source");
    }
    cursor.expect("on");
    List<Range> soup = new ArrayList<>();
    Range on = until(cursor, AFTER_ACTION);
    soup.add(on);
    List<When> clauses = new ArrayList<>();
    while (cursor.accept("when")) {
      clauses.add(clause(cursor, target, soup));
    }
    if (!cursor.atEnd()) {
      cursor.expect("returning");
    }
    soup.add(cursor.rest());
    Expressions rest = queries.expressions().read(soup);
    return new Merge(with.ctes(), with.recursive(), target, source.getFirst(), on, clauses, rest);
  }

  private When clause(Cursor cursor, Reference target, List<Range> soup) {
    boolean not = cursor.accept("not");
    cursor.expect("matched");
    boolean bySource = not && cursor.accept("by") && !cursor.accept("target");
    if (bySource) {
      cursor.expect("source");
    }
    Range condition = cursor.accept("and") ? until(cursor, AFTER_CONDITION) : Range.NONE;
    soup.add(condition);
    cursor.expect("then");
    if (cursor.accept("insert")) {
      return new When(bySource, condition, List.of(), insert(cursor, target));
    }
    if (cursor.accept("update")) {
      cursor.expect("set");
      Range set = until(cursor, AFTER_ACTION);
      soup.add(set);
      List<Assignment> assignments = new Assignments(lexed, queries).in(set);
      return new When(bySource, condition, assignments, null);
    }
    if (cursor.accept("do")) {
      cursor.expect("nothing");
    } else {
      cursor.expect("delete");
    }
    return new When(bySource, condition, List.of(), null);
  }

  private Insert insert(Cursor cursor, Reference target) {
    List<String> columns = cursor.atMark("(") ? statements.columns(cursor) : null;
    if (cursor.accept("overriding")) {
      cursor.next();
      cursor.expect("value");
    }
    Outline.Query source = queries.read(until(cursor, AFTER_ACTION));
    return new Insert(List.of(), false, target, columns, source, null, Expressions.NONE);
  }

  /** Up to one of the words outside of brackets and of CASE. */
  private static Range until(Cursor cursor, Set<String> words) {
    int start = cursor.at();
    int cases = 0;
    while (!cursor.atEnd() && !(cases == 0 && cursor.at(words) && cursor.isKeyword())) {
      if (cursor.isKeyword() && cursor.at("case")) {
        cases++;
      } else if (cursor.isKeyword() && cursor.at("end") && cases > 0) {
        cases--;
      }
      cursor.skip();
    }
    return new Range(start, cursor.at());
  }
}
