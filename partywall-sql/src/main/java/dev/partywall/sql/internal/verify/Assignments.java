package dev.partywall.sql.internal.verify;

import dev.partywall.sql.internal.lex.Lexed;
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

  List<String> columns(Range set) {
    List<String> columns = new ArrayList<>();
    for (Range item : queries.expressions().items(set)) {
      Cursor cursor = new Cursor(lexed, item);
      if (cursor.atMark("(")) {
        for (Range column : queries.expressions().items(cursor.brackets())) {
          columns.add(new Cursor(lexed, column).name());
        }
      } else {
        columns.add(cursor.name());
      }
    }
    return columns;
  }
}
