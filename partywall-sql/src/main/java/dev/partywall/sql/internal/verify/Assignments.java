package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.verify.Outline.Assignment;
import java.util.ArrayList;
import java.util.List;

/** Reads which columns a SET assigns. */
final class Assignments {

  private final Lexed lexed;
  private final QueryReader queries;

  Assignments(Lexed lexed, QueryReader queries) {
    this.lexed = lexed;
    this.queries = queries;
  }

  List<Assignment> in(Range set) {
    List<Assignment> assignments = new ArrayList<>();
    for (Range item : queries.expressions().items(set)) {
      Cursor cursor = new Cursor(lexed, item);
      if (cursor.atMark("(")) {
        assignments.addAll(several(queries.expressions().items(cursor.brackets()), cursor));
      } else {
        assignments.add(single(cursor));
      }
    }
    return assignments;
  }

  /** Values in brackets go to the columns one by one; the columns of a subquery are not known one by one. */
  private List<Assignment> several(List<Range> columns, Cursor cursor) {
    boolean equal = cursor.next().isOperator("=");
    boolean row = cursor.accept("row");
    List<Range> values =
        cursor.atMark("(") && (row || !queries.expressions().isQuery(cursor))
            ? queries.expressions().items(cursor.brackets())
            : List.of();
    boolean known = equal && cursor.atEnd() && values.size() == columns.size();
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Range column = columns.get(i);
      boolean plain = known && column.to() - column.from() == 1 && !values.get(i).isEmpty();
      assignments.add(new Assignment(new Cursor(lexed, column).name(), plain, plain ? values.get(i) : Range.NONE));
    }
    return assignments;
  }

  private static Assignment single(Cursor cursor) {
    String column = cursor.name();
    Token equal = cursor.next();
    boolean plain = equal.isOperator("=") && !cursor.atEnd();
    return new Assignment(column, plain, cursor.rest());
  }
}
