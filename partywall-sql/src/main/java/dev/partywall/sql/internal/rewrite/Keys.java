package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Catalog.UniqueKey;
import dev.partywall.sql.Reach;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Completes keys that are written without the discriminator that the table's own key has. */
final class Keys {

  private final Rewrite rewrite;

  Keys(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  /**
   * A part of a list.
   *
   * @param qualifier what stands before the column's name, if anything
   * @param column the column's name; null if it is an expression
   */
  private record Part(@Nullable String qualifier, @Nullable String column) {}

  /**
   * The target of ON CONFLICT chooses an index by its columns. If there is none of the columns written, but one that
   * has the discriminator beside them, that one is meant.
   *
   * @param target the brackets and what is in them
   */
  void conflict(Region target, Relation table, int depth) {
    String discriminator = rewrite.catalog.discriminator();
    List<Part> parts = parts(target.from() + 1, target.last());
    Set<String> columns = columns(parts);
    boolean plain = parts.stream().allMatch(part -> part.column() != null) && !rewrite.token(target.to()).is("where");
    if (columns.contains(discriminator) || isKey(table, columns, plain)) {
      return;
    }
    columns.add(discriminator);
    if (isKey(table, columns, plain)) {
      rewrite.splices.after(target.last() - 1, depth, ", " + rewrite.conditions.discriminator(), 0);
    }
  }

  private static Set<String> columns(List<Part> parts) {
    Set<String> columns = new HashSet<>();
    for (Part part : parts) {
      if (part.column() != null) {
        columns.add(part.column());
      }
    }
    return columns;
  }

  /** Of indexes with expressions and conditions only the columns are known, and the server knows the rest. */
  private static boolean isKey(Relation table, Set<String> columns, boolean plain) {
    return table.uniqueKeys().stream().anyMatch(key -> key.columns().equals(columns) && (key.whole() || !plain));
  }

  /**
   * Who groups by the primary key may select the table's other columns. Rows of one tenant fall into the same groups
   * with the discriminator: it is the same in all of them, or missing together with the key.
   */
  void grouping(Region grouping, List<Blocks.Leaf> leaves, boolean single, int depth) {
    if (rewrite.reach != Reach.TENANT) {
      return;
    }
    List<Part> parts = parts(grouping.from(), grouping.to());
    for (Blocks.Leaf leaf : leaves) {
      if (!leaf.wrapped() && isGroupedByKey(leaf, parts, single)) {
        String qualifier = rewrite.blocks.qualifier(leaf, leaves);
        rewrite.splices.after(grouping.last(), depth, ", " + qualifier + "." + rewrite.conditions.discriminator(), 0);
      }
    }
  }

  private boolean isGroupedByKey(Blocks.Leaf leaf, List<Part> parts, boolean single) {
    String name = leaf.source().qualifier().text();
    Set<String> columns =
        columns(
            parts.stream().filter(part -> part.qualifier() == null ? single : part.qualifier().equals(name)).toList());
    String discriminator = rewrite.catalog.discriminator();
    if (columns.contains(discriminator)) {
      return false;
    }
    columns.add(discriminator);
    return leaf.relation().uniqueKeys().stream()
        .filter(UniqueKey::primary)
        .anyMatch(key -> key.columns().contains(discriminator) && columns.containsAll(key.columns()));
  }

  /** What stands between commas. */
  private List<Part> parts(int from, int to) {
    List<Part> parts = new ArrayList<>();
    int start = from;
    int open = 0;
    for (int i = from; i < to; i++) {
      Token token = rewrite.token(i);
      if (token.isMark("(") || token.isMark("[")) {
        open++;
      } else if (token.isMark(")") || token.isMark("]")) {
        open--;
      } else if (open == 0 && token.isMark(",")) {
        parts.add(part(start, i));
        start = i + 1;
      }
    }
    parts.add(part(start, to));
    return parts;
  }

  /** A column may have a collation or an operator class after it. */
  private Part part(int from, int to) {
    if (from == to || !rewrite.token(from).isName()) {
      return new Part(null, null);
    }
    String first = rewrite.token(from).text();
    if (from + 1 == to || rewrite.token(from + 1).isName()) {
      return new Part(null, first);
    }
    boolean qualified = from + 3 == to && rewrite.token(from + 1).isMark(".") && rewrite.token(from + 2).isName();
    return qualified ? new Part(first, rewrite.token(from + 2).text()) : new Part(null, null);
  }
}
