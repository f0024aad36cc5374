package dev.partywall.jdbc.internal.catalog;

import dev.partywall.jdbc.internal.catalog.NodeTree.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Proves from a view's stored definition which of its columns say whose rows it shows. A column does so if each row of
 * the view is made of one tenant's rows only, and the column is that tenant's discriminator: then a condition on the
 * column is as good as one on each table below. What cannot be proven is {@link Reads#HIDDEN}.
 */
final class ViewProof {

  private static final String SUBQUERY = "1";
  private static final String FUNCTION = "3";
  private static final String TABLE_FUNCTION = "4";
  private static final String VALUES = "5";
  private static final String CTE = "6";
  private static final String RESULT = "8";

  private final LongFunction<Reads> relations;
  private final Set<Long> readingFunctions;

  /** The CTEs in scope, the innermost query's first; each query has one entry. */
  private final Deque<Map<String, Node>> scopes = new ArrayDeque<>();

  /** What each CTE shows, by its identity, so that a chain of them is not followed once for each use. */
  private final IdentityHashMap<Node, Reads> ctes = new IdentityHashMap<>();

  /**
   * @param relations whose rows the relation of an oid shows
   * @param readingFunctions the oids of the server's own functions that read tables named in their arguments
   */
  ViewProof(LongFunction<Reads> relations, Set<Long> readingFunctions) {
    this.relations = relations;
    this.readingFunctions = readingFunctions;
  }

  /** Whose rows a view shows, from its {@code pg_rewrite.ev_action}. */
  Reads of(String definition) {
    try {
      if (!(NodeTree.parse(definition) instanceof NodeTree.Items(List<NodeTree> actions))
          || actions.size() != 1
          || !(actions.getFirst() instanceof Node query)
          || callsReadingFunction(query)) {
        return Reads.HIDDEN;
      }
      return query(query).reads();
    } catch (IllegalArgumentException | StackOverflowError e) {
      return Reads.HIDDEN;
    }
  }

  private boolean callsReadingFunction(Node query) {
    Set<Long> called = new HashSet<>();
    query.walk(node -> called.add(node.number("funcid")));
    return called.stream().anyMatch(readingFunctions::contains);
  }

  /**
   * What a query shows.
   *
   * @param ties for each thing of tenants in it: columns of the query around it that are its discriminator; empty if
   *     there is a thing without such columns
   */
  record Shown(Reads reads, List<Set<Column>> ties) {
    static final Shown COMMON = new Shown(Reads.COMMON, List.of());
    static final Shown HIDDEN = new Shown(Reads.HIDDEN, List.of());

    static Shown of(Reads reads) {
      return new Shown(reads, List.of());
    }
  }

  private Shown query(Node query) {
    if (!query.type().equals("QUERY") || query.number("commandType") != 1) {
      return Shown.HIDDEN;
    }
    Map<String, Node> ctes =
        query.nodes("cteList").stream().collect(Collectors.toMap(cte -> cte.text("ctename"), cte -> cte));
    scopes.push(ctes);
    try {
      return query.has("setOperations")
          ? Shown.of(setOperation(query, query.node("setOperations").orElseThrow()))
          : new SelectProof(this, query).shown();
    } finally {
      scopes.pop();
    }
  }

  private Reads setOperation(Node query, Node operation) {
    if (query.has("limitCount") || query.has("limitOffset")) {
      return Reads.HIDDEN;
    }
    return branches(query, operation);
  }

  private Reads branches(Node query, Node branch) {
    if (branch.type().equals("RANGETBLREF")) {
      return entry(rangeTable(query, branch.number("rtindex"))).reads();
    }
    Reads left = branches(query, branch.node("larg").orElseThrow(IllegalArgumentException::new));
    Reads right = branches(query, branch.node("rarg").orElseThrow(IllegalArgumentException::new));
    if (!left.tenants()) {
      return right;
    }
    if (!right.tenants()) {
      return left;
    }
    Set<Integer> both = new HashSet<>(left.tied());
    both.retainAll(right.tied());
    return new Reads(true, left.mixed() || right.mixed(), both);
  }

  static Node rangeTable(Node query, long index) {
    List<NodeTree> entries = query.items("rtable");
    if (index < 1 || index > entries.size() || !(entries.get((int) index - 1) instanceof Node entry)) {
      throw new IllegalArgumentException("A stored definition has no range table entry " + index);
    }
    return entry;
  }

  /** What an entry of a range table shows; joins are seen through, so they show nothing of their own. */
  Shown entry(Node entry) {
    return switch (entry.text("rtekind")) {
      case "0" -> Shown.of(relations.apply(entry.number("relid")));
      case SUBQUERY -> entry.node("subquery").map(this::query).orElse(Shown.HIDDEN);
      case CTE -> Shown.of(cte(entry));
      case FUNCTION, TABLE_FUNCTION, VALUES, RESULT -> Shown.COMMON;
      default -> Shown.HIDDEN;
    };
  }

  private Reads cte(Node entry) {
    int level = (int) entry.number("ctelevelsup");
    Node cte = scopes.stream().skip(level).findFirst().map(scope -> scope.get(entry.text("ctename"))).orElse(null);
    if (cte == null || cte.flag("cterecursive")) {
      return Reads.HIDDEN;
    }
    Reads known = ctes.get(cte);
    if (known == null) {
      known = inScope(level, cte.node("ctequery").orElseThrow(IllegalArgumentException::new));
      ctes.put(cte, known);
    }
    return known;
  }

  /** What a CTE shows, seen from where it stands: the queries between it and its use are out of sight. */
  private Reads inScope(int level, Node cteQuery) {
    Deque<Map<String, Node>> between = new ArrayDeque<>();
    for (int i = 0; i < level; i++) {
      between.push(scopes.pop());
    }
    try {
      return query(cteQuery).reads();
    } finally {
      between.forEach(scopes::push);
    }
  }

  /** What a subquery in an expression shows. */
  Shown subquery(Node sublink) {
    return sublink.node("subselect").map(this::query).orElse(Shown.HIDDEN);
  }

  /**
   * A column of a range table entry.
   *
   * @param level 0 for the query's own, 1 for one of the query around it
   */
  record Column(int level, long entry, long number) {}
}
