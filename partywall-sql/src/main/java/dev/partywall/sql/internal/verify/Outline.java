package dev.partywall.sql.internal.verify;

import dev.partywall.sql.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The skeleton of a statement. */
sealed interface Outline {

  /** A query: terms joined by set operations, and what belongs to all of them. */
  record Query(List<Cte> ctes, boolean recursive, List<Term> terms, Range tail, Expressions inTail, boolean locks)
      implements Outline {}

  /** An INSERT. */
  record Insert(
      List<Cte> ctes,
      boolean recursive,
      Reference target,
      @Nullable List<String> columns,
      Query source,
      @Nullable Conflict conflict,
      Expressions rest)
      implements Outline {}

  /** An UPDATE or DELETE: a target, what it is joined with, and the condition of both. */
  record Change(
      List<Cte> ctes,
      boolean recursive,
      Reference target,
      List<Assignment> assignments,
      List<From> from,
      Range where,
      Expressions rest)
      implements Outline {}

  /** A MERGE. */
  record Merge(
      List<Cte> ctes, boolean recursive, Reference target, From source, Range on, List<When> clauses, Expressions rest)
      implements Outline {}

  /**
   * A clause of MERGE.
   *
   * @param bySource whether it is for rows of the target that the join does not choose
   */
  record When(boolean bySource, Range condition, List<Assignment> assignments, @Nullable Insert insert) {}

  /** A statement of another kind. */
  record Other(String keyword) implements Outline {}

  /** An ON CONFLICT DO UPDATE. */
  record Conflict(List<Assignment> assignments, Range where, Expressions rest) {}

  /**
   * What SET gives to a column.
   *
   * @param plain whether it is the column itself and not a field or element of it
   * @param value the expression; empty if it is one of several values of a row
   */
  record Assignment(String column, boolean plain, Range value) {}

  /** A common table expression. */
  record Cte(String name, Outline body) {}

  /** One operand of a set operation. */
  sealed interface Term {}

  /**
   * A query block.
   *
   * @param sets whether it may group by sets, so that a column grouped by can be NULL
   */
  record Block(List<Range> list, List<From> from, Range where, boolean sets, Expressions expressions) implements Term {}

  /** A query in parentheses. */
  record Nested(Query query) implements Term {}

  /** VALUES: the values of each row. */
  record Values(List<List<Range>> rows, Expressions expressions) implements Term {}

  /** What stands in FROM. */
  sealed interface From {}

  /** A relation by name, or a common table expression. */
  record Reference(@Nullable String schema, String name, @Nullable String alias, boolean renamesColumns)
      implements From, Term {
    /** The name by which conditions refer to it. */
    String visibleName() {
      return alias == null ? name : alias;
    }

    TableName tableName() {
      return new TableName(schema == null ? "" : schema, name);
    }
  }

  /** A subquery. */
  record Derived(Query query, @Nullable String alias) implements From {}

  /** A function. */
  record Rows(Expressions expressions, @Nullable String alias) implements From {}

  /** A join in parentheses with a name of its own, which hides the names inside. */
  record NamedJoin(From join, String alias) implements From {}

  /** A join. */
  record Join(From left, From right, Kind kind, Range on, Expressions expressions) implements From {}

  /** Which sides of a join can be filled up with NULL. */
  enum Kind {
    INNER,
    LEFT,
    RIGHT,
    FULL
  }

  /** What was found in expressions. */
  record Expressions(List<Query> subqueries, List<String> calls) {
    static final Expressions NONE = new Expressions(List.of(), List.of());
  }
}
