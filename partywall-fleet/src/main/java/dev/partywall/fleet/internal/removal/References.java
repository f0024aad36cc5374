package dev.partywall.fleet.internal.removal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order rows can be removed: those that refer to others before those. Tables that refer to one another in a
 * circle come together (Tarjan's strongly connected components).
 */
final class References {

  private final Map<Long, Set<Long>> referencing;
  private final Map<Long, Integer> index = new HashMap<>();
  private final Deque<Long> open = new ArrayDeque<>();
  private final Set<Long> isOpen = new HashSet<>();
  private final List<List<Long>> groups = new ArrayList<>();

  private References(Map<Long, Set<Long>> referencing) {
    this.referencing = referencing;
  }

  /**
   * The groups of tables, in order.
   *
   * @param referencing by table, those whose rows refer to its rows
   */
  static List<List<Long>> inOrder(Collection<Long> tables, Map<Long, Set<Long>> referencing) {
    References walk = new References(referencing);
    for (Long table : tables) {
      if (!walk.index.containsKey(table)) {
        walk.visit(table);
      }
    }
    return walk.groups;
  }

  private int visit(Long table) {
    int own = index.size();
    index.put(table, own);
    int low = own;
    open.push(table);
    isOpen.add(table);
    for (Long next : referencing.getOrDefault(table, Set.of())) {
      Integer seen = index.get(next);
      if (seen == null) {
        low = Math.min(low, visit(next));
      } else if (isOpen.contains(next)) {
        low = Math.min(low, seen);
      }
    }
    if (low == own) {
      close(table);
    }
    return low;
  }

  /** A circle is complete. */
  private void close(Long first) {
    List<Long> group = new ArrayList<>();
    Long table;
    do {
      table = open.pop();
      isOpen.remove(table);
      group.add(table);
    } while (!table.equals(first));
    groups.add(group);
  }
}
