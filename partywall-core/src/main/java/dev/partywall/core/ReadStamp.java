package dev.partywall.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a copy was made from, and how new that was at least.
 *
 * @param floors for each set that was read, a position that the node had certainly replayed; empty for a set that has
 *     one node, which needs none
 * @param tables the tables that were read of the tenancy's own rows: their names, in lower case and without a schema
 * @param common the tables that were read which all tenants share
 */
public record ReadStamp(Map<DatasourceName, Optional<Position>> floors, Set<String> tables, Set<String> common) {

  /** Of a copy of nothing that is in a database. */
  public static final ReadStamp NONE = new ReadStamp(Map.of(), Set.of(), Set.of());

  public ReadStamp {
    floors = Map.copyOf(floors);
    tables = Set.copyOf(tables);
    common = Set.copyOf(common);
  }

  /** What a copy was made from that was made from both. */
  public ReadStamp and(ReadStamp other) {
    Map<DatasourceName, Optional<Position>> older = new HashMap<>(floors);
    other.floors.forEach((set, floor) -> older.merge(set, floor, ReadStamp::older));
    return new ReadStamp(older, union(tables, other.tables), union(common, other.common));
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    if (a.containsAll(b)) {
      return a;
    }
    Set<String> all = new HashSet<>(a);
    all.addAll(b);
    return all;
  }

  private static Optional<Position> older(Optional<Position> a, Optional<Position> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    return Position.later(a.get(), b.get()).equals(a.get()) ? b : a;
  }

  /** Whether the copy shows what a token tells of, as far as that is about sets it was made from. */
  public boolean covers(SessionToken token) {
    for (Map.Entry<DatasourceName, Optional<Position>> floor : floors.entrySet()) {
      Position bound = token.position(floor.getKey());
      if (bound != null && (floor.getValue().isEmpty() || !floor.getValue().get().covers(bound))) {
        return false;
      }
    }
    return true;
  }
}
