package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.jdbc.door.TenantDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows the nodes of the datasource sets: what they are, how far behind, and what they serve. */
@Endpoint(id = "datasources")
public final class DatasourcesEndpoint {

  private static final int AT_ONCE = 100;

  private final TenantDataSource door;
  private final ReadCounts reads;

  DatasourcesEndpoint(TenantDataSource door, ReadCounts reads) {
    this.door = door;
    this.reads = reads;
  }

  /** The first hundred datasource sets, by name. */
  @ReadOperation
  public Sets sets() {
    List<DatasourceName> names = names();
    View view = view();
    return new Sets(names.stream().limit(AT_ONCE).map(view::set).toList(), names.size() > AT_ONCE);
  }

  /** One datasource set, or null if there is none of this name. */
  @ReadOperation
  public @Nullable SetEntry set(@Selector String datasource) {
    return names().stream()
        .filter(name -> name.value().equals(datasource))
        .findAny()
        .map(name -> view().set(name))
        .orElse(null);
  }

  private List<DatasourceName> names() {
    return door.databases(Stream.empty()).stream().map(PhysicalDatabase::datasource).sorted().toList();
  }

  private View view() {
    return new View(door.nodes(), door.stats().pools(), reads);
  }

  /** What is known at one moment. */
  private record View(List<NodeState> states, List<PoolStats> pools, ReadCounts reads) {

    SetEntry set(DatasourceName set) {
      List<NodeEntry> nodes =
          states.stream().filter(state -> state.set().equals(set)).map(state -> node(set, state)).toList();
      return new SetEntry(set.value(), nodes.isEmpty() ? onlyNode(set) : nodes);
    }

    private NodeEntry node(DatasourceName set, NodeState state) {
      Duration lag = state.lag();
      return new NodeEntry(
          state.name(),
          lower(state.role()),
          lower(state.health()),
          Objects.toString(state.position(), null),
          lag == null ? null : lag.toMillis(),
          state.lagBytes() < 0 ? null : state.lagBytes(),
          state.weight(),
          state.problem(),
          pool(set, state.name()),
          reads.of(set, state.name()),
          share(set, state.name()));
    }

    /** A set of one node has nothing to choose, so nobody asks how it is; its pool says all. */
    private List<NodeEntry> onlyNode(DatasourceName set) {
      return pools.stream()
          .filter(pool -> pool.set().equals(set))
          .map(
              pool ->
                  new NodeEntry(
                      pool.node(),
                      "writer",
                      "unknown",
                      null,
                      null,
                      null,
                      1,
                      null,
                      PoolEntry.of(pool),
                      reads.of(set, pool.node()),
                      share(set, pool.node())))
          .toList();
    }

    private @Nullable PoolEntry pool(DatasourceName set, String node) {
      return pools.stream()
          .filter(pool -> pool.set().equals(set) && pool.node().equals(node))
          .findAny()
          .map(PoolEntry::of)
          .orElse(null);
    }

    private double share(DatasourceName set, String node) {
      long all = reads.of(set);
      return all == 0 ? 0 : (double) reads.of(set, node) / all;
    }

    private static String lower(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Datasource sets.
   *
   * @param sets each with its nodes
   * @param more whether there are more, which are shown by their names
   */
  public record Sets(List<SetEntry> sets, boolean more) {}

  /**
   * A datasource set.
   *
   * @param name its name
   * @param nodes its nodes; of a set of one node, those with an open pool
   */
  public record SetEntry(String name, List<NodeEntry> nodes) {}

  /**
   * A node of a set.
   *
   * @param name its name
   * @param role {@code writer}, {@code reader} or {@code unknown}
   * @param health {@code up}, {@code lagging}, {@code down}, {@code draining}; {@code unknown} where nobody asks
   * @param position up to where it is written or has replayed; null if not known
   * @param lagMillis how far behind the writer it is; null if not known
   * @param lagBytes the same in bytes of the log; null if not known
   * @param weight how often it is chosen, compared with the others
   * @param problem why it is not up; null if it is
   * @param pool the counts of its pool; null if it is closed
   * @param reads how many reads it served since the start
   * @param readShare its part of the set's reads, from 0 to 1
   */
  public record NodeEntry(
      String name,
      String role,
      String health,
      @Nullable String position,
      @Nullable Long lagMillis,
      @Nullable Long lagBytes,
      int weight,
      @Nullable String problem,
      @Nullable PoolEntry pool,
      long reads,
      double readShare) {}

  /**
   * The counts of a pool.
   *
   * @param active borrowed connections
   * @param idle open connections that nobody has borrowed
   * @param waiting requests that wait for one
   * @param maximum how many it may hold
   */
  public record PoolEntry(int active, int idle, int waiting, int maximum) {

    static PoolEntry of(PoolStats pool) {
      return new PoolEntry(pool.active(), pool.idle(), pool.waiting(), pool.maximum());
    }
  }
}
