package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolsStats;
import dev.partywall.jdbc.PoolsStats.PoolStats;
import dev.partywall.jdbc.door.TenantDataSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToIntFunction;

/** Shows the counts of the pools. A set whose pool is closed counts 0. */
final class PoolMetrics implements MeterBinder {

  private final TenantDataSource door;
  private final List<DatasourceSet> sets;

  PoolMetrics(TenantDataSource door, List<DatasourceSet> sets) {
    this.door = door;
    this.sets = sets;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("partywall.connections.open", door, d -> d.stats().open())
        .description("Open connections of the process")
        .register(registry);
    Gauge.builder("partywall.connections.budget", door, d -> d.stats().maximum())
        .description("Connections that the process may hold")
        .register(registry);
    FunctionCounter.builder("partywall.guard.texts", door, TenantDataSource::guardedTexts)
        .description("Texts that the guard did not find in its cache")
        .register(registry);
    sets.stream().limit(DoorMetrics.TAGGED_SETS).map(DatasourceSet::name).forEach(set -> bindPool(registry, set));
  }

  private void bindPool(MeterRegistry registry, DatasourceName set) {
    gauge(registry, set, "active", "Borrowed connections", PoolStats::active);
    gauge(registry, set, "idle", "Open connections that nobody has borrowed", PoolStats::idle);
    gauge(registry, set, "waiting", "Statements that wait for a connection", PoolStats::waiting);
  }

  private void gauge(
      MeterRegistry registry, DatasourceName set, String what, String description, ToIntFunction<PoolStats> count) {
    Gauge.builder("partywall.pool." + what, door, d -> total(d.stats(), set, count))
        .description(description)
        .tag("datasource", set.value())
        .register(registry);
  }

  private static int total(PoolsStats stats, DatasourceName set, ToIntFunction<PoolStats> count) {
    return stats.pools().stream().filter(pool -> pool.set().equals(set)).mapToInt(count).sum();
  }
}
