package dev.partywall.jdbc.internal.catalog;

import dev.partywall.jdbc.internal.catalog.NodeTree.Atom;
import dev.partywall.jdbc.internal.catalog.NodeTree.Items;
import dev.partywall.jdbc.internal.catalog.NodeTree.Node;
import dev.partywall.jdbc.internal.catalog.NodeTree.Nothing;
import dev.partywall.jdbc.internal.catalog.ViewProof.Column;
import dev.partywall.jdbc.internal.catalog.ViewProof.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The proof for one SELECT without set operations: everything of tenants that it reads must be joined to one column by
 * equality of discriminators, so that the column says whose each row is.
 */
final class SelectProof {

  /** {@code =} of bigint, integer, both mixed, uuid and text: equal means the same tenant. */
  private static final Set<Long> EQUALITIES = Set.of(410L, 96L, 15L, 416L, 2972L, 98L);

  /** No collation, the database's, and C: none of them may hold different texts for equal. */
  private static final Set<Long> EXACT_COLLATIONS = Set.of(0L, 100L, 950L);

  private static final long INNER = 0;
  private static final long LEFT = 1;
  private static final long RIGHT = 3;

  private final ViewProof view;
  private final Node query;
  private boolean mixed;

  SelectProof(ViewProof view, Node query) {
    this.view = view;
    this.query = query;
  }

  /**
   * What part of a FROM clause holds.
   *
   * @param entries the range table entries in it
   * @param equal which columns are equal in each row
   * @param ties for each thing of tenants: columns of which each is its discriminator wherever it adds to a row
   */
  private record From(Set<Long> entries, Equalities<Column> equal, List<Set<Column>> ties) {}

  Shown shown() {
    From from = from(query.node("jointree").orElseThrow(IllegalArgumentException::new));
    List<Set<Column>> ties = new ArrayList<>(from.ties());
    expressions(tree -> sublinks(tree, ties));
    if (ties.isEmpty()) {
      return Shown.COMMON;
    }
    Set<Integer> tied = breaksRows(from.equal(), ties) ? Set.of() : tiedTargets(from.equal(), ties);
    return new Shown(new Reads(true, mixed, tied), outerTies(from.equal(), ties));
  }

  /** The query's ties in columns of the query around it; empty if one of them has none. */
  private static List<Set<Column>> outerTies(Equalities<Column> equal, List<Set<Column>> ties) {
    List<Set<Column>> outer = new ArrayList<>();
    for (Set<Column> tie : ties) {
      Set<Column> columns =
          equal.equalToAny(tie).stream()
              .filter(column -> column.level() == 1)
              .map(column -> new Column(0, column.entry(), column.number()))
              .collect(Collectors.toSet());
      if (columns.isEmpty()) {
        return List.of();
      }
      outer.add(columns);
    }
    return outer;
  }

  /**
   * Whether rows of several tenants meet after the join: in a limit, a group, a window or a choice among duplicates.
   */
  private boolean breaksRows(Equalities<Column> equal, List<Set<Column>> ties) {
    return query.has("limitCount")
        || query.has("limitOffset")
        || query.has("groupingSets")
        || query.nodes("windowClause").stream()
            .anyMatch(window -> !tiedAmong(window.nodes("partitionClause"), equal, ties))
        || (query.flag("hasDistinctOn") && !tiedAmong(query.nodes("distinctClause"), equal, ties));
  }

  private boolean tiedAmong(List<Node> clauses, Equalities<Column> equal, List<Set<Column>> ties) {
    Set<Long> references = clauses.stream().map(clause -> clause.number("tleSortGroupRef")).collect(Collectors.toSet());
    return query.nodes("targetList").stream()
        .filter(target -> references.contains(target.number("ressortgroupref")))
        .anyMatch(target -> isTied(target, equal, ties));
  }

  private Set<Integer> tiedTargets(Equalities<Column> equal, List<Set<Column>> ties) {
    return query.nodes("targetList").stream()
        .filter(target -> !target.flag("resjunk") && isTied(target, equal, ties))
        .map(target -> (int) target.number("resno"))
        .collect(Collectors.toSet());
  }

  private boolean isTied(Node target, Equalities<Column> equal, List<Set<Column>> ties) {
    return column(target.field("expr"))
        .filter(column -> column.level() == 0)
        .filter(column -> ties.stream().allMatch(tie -> equal.isAny(column, tie)))
        .isPresent();
  }

  private From from(NodeTree part) {
    if (!(part instanceof Node node)) {
      throw new IllegalArgumentException("A stored definition has a gap in its FROM clause");
    }
    return switch (node.type()) {
      case "FROMEXPR" -> inner(node.nodes("fromlist").stream().map(this::from).toList(), node.field("quals"));
      case "JOINEXPR" -> join(node);
      case "RANGETBLREF" -> reference(node.number("rtindex"));
      default -> throw new IllegalArgumentException("A stored definition has a " + node.type() + " in its FROM clause");
    };
  }

  private From inner(List<From> parts, NodeTree condition) {
    From all = new From(new HashSet<>(), new Equalities<>(), new ArrayList<>());
    for (From part : parts) {
      all.entries().addAll(part.entries());
      all.equal().addAll(part.equal());
      all.ties().addAll(part.ties());
    }
    equalities(condition, all.equal());
    return all;
  }

  private From join(Node join) {
    From left = from(join.field("larg"));
    From right = from(join.field("rarg"));
    long type = join.number("jointype");
    if (type == INNER) {
      return inner(List.of(left, right), join.field("quals"));
    } else if (type == LEFT) {
      return outer(left, right, join.field("quals"));
    } else if (type == RIGHT) {
      return outer(right, left, join.field("quals"));
    }
    // In a full join neither side's column says whose a row is.
    boolean tenants = !left.ties().isEmpty() || !right.ties().isEmpty();
    return new From(
        union(left.entries(), right.entries()), new Equalities<>(), tenants ? List.of(Set.of()) : List.of());
  }

  /**
   * An outer join keeps all rows of one side, so its condition proves nothing about them. A row of the other side adds
   * to the result only where the condition holds, so there it may be tied to columns of the kept side.
   */
  private From outer(From kept, From other, NodeTree condition) {
    Equalities<Column> where = new Equalities<>();
    where.addAll(kept.equal());
    where.addAll(other.equal());
    equalities(condition, where);
    List<Set<Column>> ties = new ArrayList<>(kept.ties());
    for (Set<Column> tie : other.ties()) {
      Set<Column> tiedTo = new HashSet<>(where.equalToAny(tie));
      tiedTo.removeIf(column -> column.level() == 0 && !kept.entries().contains(column.entry()));
      ties.add(tiedTo);
    }
    return new From(union(kept.entries(), other.entries()), kept.equal(), ties);
  }

  private static Set<Long> union(Set<Long> one, Set<Long> other) {
    Set<Long> union = new HashSet<>(one);
    union.addAll(other);
    return union;
  }

  private From reference(long entry) {
    Shown shown = view.entry(ViewProof.rangeTable(query, entry));
    Reads reads = shown.reads();
    mixed |= reads.mixed();
    Equalities<Column> equal = new Equalities<>();
    if (!reads.tenants() || reads.hidden()) {
      return new From(Set.of(entry), equal, reads.tenants() ? ties(shown) : List.of());
    }
    Set<Column> tied = reads.tied().stream().map(number -> new Column(0, entry, number)).collect(Collectors.toSet());
    tied.forEach(column -> equal.add(tied.iterator().next(), column));
    return new From(Set.of(entry), equal, List.of(tied));
  }

  /** What ties a subquery that shows something of tenants to columns of this query; an empty set if nothing does. */
  private List<Set<Column>> ties(Shown shown) {
    return shown.ties().isEmpty() ? List.of(Set.of()) : seenThrough(shown.ties());
  }

  /** Adds what a condition, as a whole, says to be equal. */
  private void equalities(NodeTree condition, Equalities<Column> equal) {
    if (!(condition instanceof Node node)) {
      return;
    }
    if (node.type().equals("BOOLEXPR") && node.text("boolop").equals("and")) {
      node.items("args").forEach(part -> equalities(part, equal));
    } else if (node.type().equals("OPEXPR")
        && EQUALITIES.contains(node.number("opno"))
        && EXACT_COLLATIONS.contains(node.number("inputcollid"))) {
      List<NodeTree> sides = node.items("args");
      Optional<Column> left = column(sides.getFirst());
      Optional<Column> right = column(sides.getLast());
      if (left.isPresent() && right.isPresent()) {
        equal.add(left.get(), right.get());
      }
    }
  }

  /** The column that an expression is, seen through joins, groups and changes of the type's name. */
  private Optional<Column> column(NodeTree expression) {
    if (!(expression instanceof Node node)) {
      return Optional.empty();
    }
    if (node.type().equals("RELABELTYPE")) {
      return column(node.field("arg"));
    }
    if (!node.type().equals("VAR")) {
      return Optional.empty();
    }
    long level = node.number("varlevelsup");
    if (level == 1) {
      return Optional.of(new Column(1, node.number("varno"), node.number("varattno")));
    }
    return level == 0 ? own(node.number("varno"), node.number("varattno")) : Optional.empty();
  }

  private Optional<Column> own(long entryNumber, long number) {
    Node entry = ViewProof.rangeTable(query, entryNumber);
    List<NodeTree> behind =
        switch (entry.text("rtekind")) {
          case "2" -> entry.items("joinaliasvars");
          case "9" -> entry.items("groupexprs");
          default -> List.of();
        };
    if (behind.isEmpty()) {
      return Optional.of(new Column(0, entryNumber, number));
    }
    return number < 1 || number > behind.size() ? Optional.empty() : column(behind.get((int) number - 1));
  }

  /**
   * Shows all expressions of the query itself: not those of subqueries in FROM and of CTEs, which are queries of their
   * own.
   */
  private void expressions(Consumer<NodeTree> visitor) {
    query
        .fields()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "cteList", "setOperations" -> {}
                case "rtable" -> query.nodes("rtable").forEach(entry -> entryExpressions(entry, visitor));
                default -> visitor.accept(value);
              }
            });
  }

  private static void entryExpressions(Node entry, Consumer<NodeTree> visitor) {
    entry
        .fields()
        .forEach(
            (name, value) -> {
              if (!name.equals("subquery")) {
                visitor.accept(value);
              }
            });
  }

  /** Adds the ties of the subqueries in an expression. */
  private void sublinks(NodeTree tree, List<Set<Column>> ties) {
    switch (tree) {
      case Node node when node.type().equals("SUBLINK") -> {
        sublinks(node.field("testexpr"), ties);
        Shown shown = view.subquery(node);
        if (shown.reads().tenants()) {
          ties.addAll(ties(shown));
        }
      }
      case Node node -> node.fields().values().forEach(child -> sublinks(child, ties));
      case Items(List<NodeTree> items) -> items.forEach(child -> sublinks(child, ties));
      case Atom _, Nothing _ -> {}
    }
  }

  /** The same ties in columns of tables: a subquery can name a column by a join's or a group's alias. */
  private List<Set<Column>> seenThrough(List<Set<Column>> ties) {
    return ties.stream()
        .map(
            tie ->
                tie.stream()
                    .map(column -> own(column.entry(), column.number()))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet()))
        .toList();
  }
}
