package dev.partywall.spring.boot.actuate;

import dev.partywall.fleet.registry.Registry;
import dev.partywall.fleet.registry.RegistryStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Measures the registry. */
final class RegistryMetrics implements MeterBinder {

  private final Registry registry;

  RegistryMetrics(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    gauge(meters, "partywall.registry.tenants", "Tenants that are known", RegistryStats::tenants);
    gauge(meters, "partywall.registry.version", "The version of the registry that is known", RegistryStats::version);
    gauge(meters, "partywall.registry.connected", "Whether changes are heard of: 1 if they are", RegistryMetrics::one);
    TimeGauge.builder("partywall.registry.age", this, TimeUnit.MILLISECONDS, RegistryMetrics::age)
        .description("For how long the host's database was not heard of; it is asked all the time")
        .register(meters);
    counter(meters, "found", RegistryStats::found);
    counter(meters, "unknown", RegistryStats::unknown);
    counter(meters, "unavailable", RegistryStats::unavailable);
    FunctionCounter.builder("partywall.registry.questions", this, self -> self.registry.stats().questions())
        .description("How often the database was asked for what was not known")
        .register(meters);
    FunctionCounter.builder("partywall.registry.reconnects", this, self -> self.registry.stats().reconnects())
        .description("How often the connection was lost and found again")
        .register(meters);
  }

  private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<RegistryStats> value) {
    Gauge.builder(name, this, self -> value.applyAsDouble(self.registry.stats()))
        .description(description)
        .register(meters);
  }

  private void counter(MeterRegistry meters, String outcome, ToDoubleFunction<RegistryStats> value) {
    FunctionCounter.builder("partywall.registry.lookups", this, self -> value.applyAsDouble(self.registry.stats()))
        .description("Look-ups of tenants, by their outcome")
        .tag("outcome", outcome)
        .register(meters);
  }

  private static double one(RegistryStats stats) {
    return stats.connected() ? 1 : 0;
  }

  private double age() {
    Duration confirmed = registry.stats().confirmed();
    return confirmed == null ? Double.NaN : confirmed.toMillis();
  }
}
