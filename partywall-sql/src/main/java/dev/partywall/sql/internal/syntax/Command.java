package dev.partywall.sql.internal.syntax;

import dev.partywall.sql.internal.lex.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement, or a part of one that could stand alone. Places are indexes of tokens. */
public sealed interface Command {

  /** Its WITH clause. */
  @Nullable With with();

  /**
   * A WITH clause.
   *
   * @param recursive whether each entry sees all of them
   */
  record With(boolean recursive, List<Entry> entries) {

    /** One named query of it. */
    public record Entry(String name, Command body) {}
  }

  /**
   * SELECT, VALUES, TABLE or a combination of them.
   *
   * @param tail what follows the body: ORDER BY, LIMIT and the like
   * @param locking the first token of a locking clause, or null if there is none
   * @param from its first token
   * @param to the token after its last
   */
  record Query(@Nullable With with, Body body, List<Region> tail, @Nullable Token locking, int from, int to)
      implements Command {}

  /**
   * INSERT.
   *
   * @param columns the column list, or null if there is none
   * @param beforeSource the token before the rows, after which a column list can be put if there is none
   * @param overridden the token USER of OVERRIDING USER VALUE, or null
   * @param rows where the rows come from, or null for DEFAULT VALUES
   */
  record Insert(
      @Nullable With with,
      TableSource target,
      @Nullable ColumnList columns,
      int beforeSource,
      @Nullable Token overridden,
      @Nullable Query rows,
      @Nullable Conflict conflict,
      @Nullable Region returning,
      int from,
      int to)
      implements Command {}

  /** UPDATE. */
  record Update(
      @Nullable With with,
      TableSource target,
      List<Assignment> assignments,
      List<Source> sources,
      Condition condition,
      @Nullable Region returning)
      implements Command {}

  /** DELETE. */
  record Delete(
      @Nullable With with, TableSource target, List<Source> sources, Condition condition, @Nullable Region returning)
      implements Command {}

  /** MERGE. */
  record Merge(
      @Nullable With with,
      TableSource target,
      Source source,
      Region on,
      List<MergeClause> clauses,
      @Nullable Region returning)
      implements Command {}

  /**
   * A WHEN clause of MERGE.
   *
   * @param bySource whether it is for rows of the target without a partner, which the join's condition does not choose
   * @param condition what follows AND, or null
   * @param beforeThen the token before THEN or AND
   * @param assignments of UPDATE; empty for other actions
   * @param insert the INSERT, or null for other actions
   */
  record MergeClause(
      boolean bySource,
      @Nullable Region condition,
      int beforeThen,
      List<Assignment> assignments,
      @Nullable Insert insert) {}

  /** The columns of an INSERT, with the tokens of the brackets. */
  record ColumnList(int open, int close, List<ColumnTarget> columns) {}

  /**
   * A column that is written.
   *
   * @param name its name
   * @param plain whether all of it is written, and not an element or a field
   */
  record ColumnTarget(Token name, boolean plain) {}

  /**
   * A part of SET: one column and its value, or several and a row.
   *
   * @param values one for each column if they are written as a list; otherwise a single one for all
   */
  record Assignment(List<ColumnTarget> columns, List<Region> values) {}

  /**
   * ON CONFLICT.
   *
   * @param target the columns or expressions that choose the index, or null if none or a constraint is named
   * @param assignments what DO UPDATE sets; empty for DO NOTHING
   * @param condition that of DO UPDATE, or null for DO NOTHING
   */
  record Conflict(@Nullable Region target, List<Assignment> assignments, @Nullable Condition condition) {}

  /**
   * A WHERE clause or the place for one.
   *
   * @param region what follows WHERE, or null if there is no WHERE
   * @param after the token after which a WHERE clause can be put if there is none
   */
  record Condition(@Nullable Region region, int after) {}
}
