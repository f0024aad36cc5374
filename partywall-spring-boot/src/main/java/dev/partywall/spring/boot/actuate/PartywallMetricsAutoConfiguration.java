package dev.partywall.spring.boot.actuate;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measures the door. */
@AutoConfiguration(
    after = PartywallAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "dev.partywall.spring.boot.caches.PartywallCachesAutoConfiguration",
      "dev.partywall.spring.boot.jobs.PartywallJobsAutoConfiguration",
      "dev.partywall.spring.boot.lifecycle.PartywallLifecycleAutoConfiguration",
      "dev.partywall.spring.boot.registry.PartywallRegistryAutoConfiguration"
    })
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

  /** Only where there are jobs. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(TenantJobs.class)
  @ConditionalOnBean(TenantJobs.class)
  static class OfJobs {

    @Bean
    JobMetrics jobMetrics(MeterRegistry registry, ObjectProvider<TenantJobs> jobs) {
      return new JobMetrics(registry, jobs::getObject);
    }
  }

  /** Only where tenants are kept in the host's database. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(Registry.class)
  @ConditionalOnBean(Registry.class)
  static class OfRegistry {

    @Bean
    MeterBinder registryMetrics(Registry registry) {
      return new RegistryMetrics(registry);
    }
  }

  /** Only where tenants are made. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(TenantLifecycle.class)
  @ConditionalOnBean(TenantLifecycle.class)
  static class OfLifecycle {

    @Bean
    LifecycleMetrics lifecycleMetrics(MeterRegistry registry, ObjectProvider<TenantLifecycle> tenants) {
      return new LifecycleMetrics(registry, tenants::getObject);
    }
  }

  /** Only where there are layered caches. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(LayeredCaches.class)
  @ConditionalOnBean(LayeredCaches.class)
  static class OfCaches {

    @Bean
    CacheMetrics cacheMetrics(MeterRegistry registry) {
      return new CacheMetrics(registry);
    }
  }
}
