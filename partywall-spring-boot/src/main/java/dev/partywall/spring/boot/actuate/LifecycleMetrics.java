package dev.partywall.spring.boot.actuate;

import dev.partywall.fleet.Operation;
import dev.partywall.fleet.lifecycle.LifecycleListener;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how tenants come and go. No meter is tagged with a tenant. */
final class LifecycleMetrics implements LifecycleListener, MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(LifecycleMetrics.class);

  private final MeterRegistry registry;
  private final Supplier<TenantLifecycle> tenants;

  LifecycleMetrics(MeterRegistry registry, Supplier<TenantLifecycle> tenants) {
    this.registry = registry;
    this.tenants = tenants;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String servers : tenants.get().preparedOn()) {
      Gauge.builder("partywall.lifecycle.prepared", () -> prepared(servers))
          .description("Databases that are prepared for isolated tenants")
          .tag("servers", servers)
          .register(registry);
    }
  }

  private double prepared(String servers) {
    try {
      Map<String, Integer> prepared = tenants.get().preparedDatabases();
      return prepared.getOrDefault(servers, 0);
    } catch (RuntimeException e) {
      LOG.debug("Prepared databases could not be counted", e);
      return Double.NaN;
    }
  }

  @Override
  public void step(Operation.Kind kind, String step, Moment moment) {
    if (moment == Moment.RECORDED) {
      Counter.builder("partywall.lifecycle.steps")
          .description("Steps of tenants' making and removal that this process did")
          .tag("kind", lower(kind))
          .tag("step", step)
          .register(registry)
          .increment();
    }
  }

  @Override
  public void ended(Operation.Kind kind, Operation.State outcome, Duration took) {
    Timer.builder("partywall.lifecycle.operations")
        .description("Tenants that were made or removed, by how that ended")
        .tag("kind", lower(kind))
        .tag("outcome", lower(outcome))
        .register(registry)
        .record(took);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
