package dev.partywall.spring.boot.actuate;

import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.NodeState.Role;
import dev.partywall.jdbc.door.TenantDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows the nodes of the configured sets that have several. What is not known is not a number. */
final class NodeMetrics implements MeterBinder {

  private static final long READ_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TenantDataSource door;
  private final List<DatasourceSet> sets;
  private volatile @Nullable Snapshot snapshot;

  /** All states, which are read once for all gauges. */
  private record Snapshot(long at, List<NodeState> states) {}

  NodeMetrics(TenantDataSource door, List<DatasourceSet> sets) {
    this.door = door;
    this.sets = sets;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    sets.stream()
        .limit(DoorMetrics.TAGGED_SETS)
        .filter(set -> !set.isSingle())
        .forEach(set -> set.nodes().forEach(node -> bind(registry, set, node)));
  }

  private void bind(MeterRegistry registry, DatasourceSet set, Node node) {
    gauge(registry, set, node, "up", "Whether statements are sent to the node", null, state -> health(state));
    gauge(registry, set, node, "writer", "Whether the node takes writes", null, state -> role(state));
    gauge(registry, set, node, "lag", "How far the node is behind the writer", "seconds", state -> lag(state));
  }

  private static double health(NodeState state) {
    return state.health() == Health.UP ? 1 : 0;
  }

  private static double role(NodeState state) {
    return state.role() == Role.WRITER ? 1 : 0;
  }

  private static double lag(NodeState state) {
    return state.lag() == null ? Double.NaN : state.lag().toNanos() / 1e9;
  }

  private void gauge(
      MeterRegistry registry,
      DatasourceSet set,
      Node node,
      String what,
      String description,
      @Nullable String unit,
      ToDoubleFunction<NodeState> value) {
    Gauge.builder("partywall.node." + what, this, metrics -> metrics.value(set, node, value))
        .description(description)
        .baseUnit(unit)
        .tag("datasource", set.name().value())
        .tag("node", node.name())
        .register(registry);
  }

  private double value(DatasourceSet set, Node node, ToDoubleFunction<NodeState> value) {
    return states().stream()
        .filter(state -> state.set().equals(set.name()) && state.name().equals(node.name()))
        .findAny()
        .map(value::applyAsDouble)
        .orElse(Double.NaN);
  }

  private List<NodeState> states() {
    Snapshot last = snapshot;
    if (last == null || System.nanoTime() - last.at() > READ_AGAIN_NANOS) {
      last = new Snapshot(System.nanoTime(), door.nodes());
      snapshot = last;
    }
    return last.states();
  }
}
