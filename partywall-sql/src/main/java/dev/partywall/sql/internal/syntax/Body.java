package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.syntax.Command.Condition;
import dev.partywall.sql.internal.syntax.Command.Query;
import java.util.List;

/** What a query consists of, without WITH, ORDER BY and the like. */
public sealed interface Body {

  /**
   * A SELECT block.
   *
   * @param items the select list
   * @param condition its WHERE clause, or null if it has no FROM clause and no WHERE
   * @param others what else is computed in it: DISTINCT ON, GROUP BY, HAVING, WINDOW
   * @param from its first token
   */
  record Select(List<Region> items, List<Source> sources, Condition condition, List<Region> others, int from)
      implements Body {}

  /** VALUES. */
  record Values(List<Row> rows) implements Body {}

  /** One row of VALUES, with the tokens of its brackets. */
  record Row(int open, int close, List<Region> values) {}

  /** {@code TABLE t}. */
  record Table(TableSource table, int keyword) implements Body {}

  /** UNION, INTERSECT or EXCEPT. */
  record Combined(Body left, Body right) implements Body {}

  /** A query in brackets. */
  record Bracketed(Query query) implements Body {}
}
