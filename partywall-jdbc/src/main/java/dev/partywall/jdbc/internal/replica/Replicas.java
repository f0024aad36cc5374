package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Scope;
import dev.partywall.core.consistency.Sessions;
import dev.partywall.jdbc.Budget;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.internal.pool.Pools;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sets that have several nodes. A set of one node has no entry and costs nothing. Safe for use by many threads. */
public final class Replicas implements AutoCloseable {

  private final Pools pools;
  private final Budget budget;
  private final Map<DatasourceName, SetNodes> sets = new ConcurrentHashMap<>();
  private final Map<DatasourceName, DatasourceSet> single = new ConcurrentHashMap<>();

  public Replicas(Collection<DatasourceSet> sets, Pools pools, Budget budget) {
    this.pools = pools;
    this.budget = budget;
    sets.forEach(this::track);
  }

  private void track(DatasourceSet set) {
    if (set.isSingle()) {
      single.put(set.name(), set);
    } else {
      sets.put(set.name(), new SetNodes(set, pools, budget));
    }
  }

  /** The nodes of a set; null if it has only one. */
  public @Nullable SetNodes of(DatasourceName set) {
    return sets.get(set);
  }

  /** A session that stays with its writer for a time does so from now on. */
  public void renew(Sessions sessions, Scope scope, DatasourceName set, Pin pin) {
    SetNodes nodes = sets.get(set);
    if (nodes != null && nodes.routing().consistency() == Consistency.TTL) {
      sessions.wrote(scope, set, nodes.wrote(pin.writer(), true));
    }
  }

  /** The catalog of a set was read over a connection to its writer. */
  public void catalogRead(DatasourceName set, @Nullable String schema, Connection connection) throws SQLException {
    SetNodes nodes = sets.get(set);
    if (nodes != null) {
      nodes.catalogRead(schema, connection);
    }
  }

  /**
   * Adds a set.
   *
   * @throws IllegalArgumentException if there is one of this name
   */
  public synchronized void add(DatasourceSet set) {
    pools.add(set);
    track(set);
  }

  /** Removes a set. */
  public synchronized void remove(DatasourceName set) {
    SetNodes nodes = sets.remove(set);
    if (nodes != null) {
      nodes.close();
    }
    single.remove(set);
    pools.remove(set);
  }

  /**
   * Adds a node that reads.
   *
   * @throws IllegalArgumentException if there is no such set, or it has a node of this name
   */
  public synchronized void addReader(DatasourceName set, Node node) {
    DatasourceSet alone = single.get(set);
    if (alone == null) {
      nodes(set).add(node);
      return;
    }
    DatasourceSet more = new DatasourceSet(set, alone.write(), List.of(node), alone.routing());
    pools.add(set, node);
    single.remove(set);
    track(more);
  }

  /**
   * Removes a node that reads.
   *
   * @throws IllegalArgumentException if there is none, or it is the writer
   */
  public synchronized void removeReader(DatasourceName set, String node) {
    nodes(set).remove(node);
  }

  /**
   * Changes how often a node is chosen.
   *
   * @throws IllegalArgumentException if there is none
   */
  public synchronized void weight(DatasourceName set, String node, int weight) {
    nodes(set).weight(node, weight);
  }

  private SetNodes nodes(DatasourceName set) {
    SetNodes nodes = sets.get(set);
    if (nodes == null) {
      throw new IllegalArgumentException(
          single.containsKey(set)
              ? "Datasource set '" + set + "' has one node only"
              : "There is no datasource set '" + set + "'");
    }
    return nodes;
  }

  /** What is known of all nodes at this moment, by set and node. */
  public List<NodeState> states() {
    return sets.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> entry.getValue().states().stream())
        .toList();
  }

  @Override
  public void close() {
    sets.values().forEach(SetNodes::close);
  }
}
