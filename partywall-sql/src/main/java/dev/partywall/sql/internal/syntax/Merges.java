package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Command.ColumnList;
import dev.partywall.sql.internal.syntax.Command.Merge;
import dev.partywall.sql.internal.syntax.Command.MergeClause;
import dev.partywall.sql.internal.syntax.Command.Query;
import dev.partywall.sql.internal.syntax.Command.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads MERGE. */
final class Merges {

  private static final Set<String> WHEN = Set.of("when");
  private static final Set<String> THEN = Set.of("then");

  private final Parser parser;
  private final Writes writes;
  private final Cursor cursor;

  Merges(Parser parser, Writes writes) {
    this.parser = parser;
    this.writes = writes;
    this.cursor = parser.cursor;
  }

  Merge merge(@Nullable With with) {
    int start = cursor.expect("merge");
    cursor.expect("into");
    TableSource target = parser.sources.target(false);
    int using = cursor.expect("using");
    Source source = parser.sources.one();
    cursor.expect("on");
    Region on = parser.regions.item(WHEN);
    int first = cursor.at();
    List<MergeClause> clauses = new ArrayList<>();
    do {
      clauses.add(clause(target));
    } while (cursor.is("when"));
    @Nullable Region returning = writes.returning();
    if (!hasQueries(first)) {
      gloss(start, using, first);
    }
    return new Merge(with, target, source, on, List.copyOf(clauses), returning);
  }

  /**
   * The structural parser knows MERGE neither in WITH nor with a join as the source, but an update of joined tables.
   */
  private void gloss(int start, int using, int first) {
    parser.gloss.write(start, start + 2, "update");
    parser.gloss.write(using, using + 1, "join");
    parser.gloss.write(first, cursor.at(), "set x = 1");
  }

  private boolean hasQueries(int from) {
    for (int i = from; i < cursor.at(); i++) {
      Token token = Objects.requireNonNull(cursor.get(i));
      if (token.is("select") || token.is("table") || (token.is("values") && token.depth() > 0)) {
        return true;
      }
    }
    return false;
  }

  private MergeClause clause(TableSource target) {
    cursor.expect("when");
    boolean matched = !cursor.accept("not");
    cursor.expect("matched");
    boolean bySource = !matched && cursor.accept("by") && !cursor.accept("target");
    if (bySource) {
      cursor.expect("source");
    }
    int beforeThen = cursor.at() - 1;
    @Nullable Region condition = cursor.accept("and") ? parser.regions.item(THEN) : null;
    cursor.expect("then");
    if (cursor.is("insert")) {
      Command.Insert insert = insert(target);
      return new MergeClause(bySource, condition, beforeThen, List.of(), insert);
    }
    if (cursor.accept("update")) {
      cursor.expect("set");
      return new MergeClause(bySource, condition, beforeThen, writes.assignments(), null);
    }
    if (cursor.accept("do")) {
      cursor.expect("nothing");
    } else {
      cursor.expect("delete");
    }
    return new MergeClause(bySource, condition, beforeThen, List.of(), null);
  }

  private Command.Insert insert(TableSource target) {
    int from = cursor.expect("insert");
    @Nullable ColumnList columns = cursor.isMark("(") ? writes.columnList() : null;
    @Nullable Token overridden = writes.overriding();
    @Nullable Query rows = null;
    if (columns == null && cursor.at() == from + 1 && cursor.accept("default")) {
      cursor.expect("values");
    } else {
      rows = parser.queries.query();
    }
    return new Command.Insert(null, target, columns, from, overridden, rows, null, null, from, cursor.at());
  }
}
