package dev.partywall.spring.boot.actuate;

import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Measures the door. */
@AutoConfiguration(
    after = PartywallAutoConfiguration.class,
    afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({TenantDataSource.class, MeterRegistry.class})
public final class PartywallMetricsAutoConfiguration {

  @Bean
  DoorListener doorMetrics(MeterRegistry registry, PartywallSettings settings) {
    return new DoorMetrics(registry, settings.datasources());
  }

  @Bean
  MeterBinder poolMetrics(TenantDataSource door, PartywallSettings settings) {
    return new PoolMetrics(door, settings.datasources());
  }

  @Bean
  MeterBinder nodeMetrics(TenantDataSource door, PartywallSettings settings) {
    return new NodeMetrics(door, settings.datasources());
  }
}
