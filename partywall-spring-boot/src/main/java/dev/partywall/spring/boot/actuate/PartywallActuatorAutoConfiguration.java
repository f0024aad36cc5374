package dev.partywall.spring.boot.actuate;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantStore;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows operators the tenants and the health of the databases. */
@AutoConfiguration(
    after = PartywallAutoConfiguration.class,
    afterName = {
      "dev.partywall.spring.boot.caches.PartywallCachesAutoConfiguration",
      "dev.partywall.spring.boot.jobs.PartywallJobsAutoConfiguration",
      "dev.partywall.spring.boot.registry.PartywallRegistryAutoConfiguration"
    },
    beforeName = "org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration")
@ConditionalOnBean(TenantDataSource.class)
public final class PartywallActuatorAutoConfiguration {

  /** Lists the tenants. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
  static class TenantsEndpointConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    TenantsEndpoint tenantsEndpoint(TenantStore store, Optional<TenantDirectory> directory) {
      return new TenantsEndpoint(store, directory);
    }
  }

  /** Shows which nodes there are and what they do. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
  static class DatasourcesEndpointConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint(DatasourcesEndpoint.class)
    ReadCounts readCounts() {
      return new ReadCounts();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    DatasourcesEndpoint datasourcesEndpoint(TenantDataSource door, ReadCounts reads) {
      return new DatasourcesEndpoint(door, reads);
    }
  }

  /** Shows jobs, where there are any. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ConditionalOnAvailableEndpoint.class, TenantJobs.class})
  @ConditionalOnBean(TenantJobs.class)
  static class JobsEndpointConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    JobsEndpoint jobsEndpoint(TenantJobs jobs) {
      return new JobsEndpoint(jobs);
    }
  }

  /** Shows caches, where there are any. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ConditionalOnAvailableEndpoint.class, LayeredCaches.class})
  @ConditionalOnBean(LayeredCaches.class)
  static class CachesEndpointConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint(TenantCachesEndpoint.class)
    CacheCounts cacheCounts() {
      return new CacheCounts();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    TenantCachesEndpoint tenantCachesEndpoint(LayeredCaches caches, CacheCounts counts, TenantStore tenants) {
      return new TenantCachesEndpoint(caches, counts, tenants);
    }
  }

  /** Only where there is something to observe. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  static class ObservationConfiguration {

    @Bean
    RouteObservations routeObservations(ObjectProvider<ObservationRegistry> registry) {
      return new RouteObservations(registry.getIfAvailable(() -> ObservationRegistry.NOOP));
    }
  }

  /** Lists the statements that were not proven. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
  static class RefusalsEndpointConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    RefusalsEndpoint refusalsEndpoint(TenantDataSource door) {
      return new RefusalsEndpoint(door);
    }
  }

  /** Shows risks in the schemas. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
  static class DoctorEndpointConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    DoctorEndpoint doctorEndpoint(TenantDataSource door) {
      return new DoctorEndpoint(door);
    }
  }

  /** Stands in for Boot's own check, which would ask the door where no tenancy is bound. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
  static class HealthConfiguration {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Bean
    @ConditionalOnEnabledHealthIndicator("db")
    @ConditionalOnMissingBean(name = {"dbHealthIndicator", "dbHealthContributor"})
    HealthContributor dbHealthContributor(TenantDataSource door) {
      return new DatabasesHealth(door, TIMEOUT);
    }
  }

  /** Says whether the registry is heard of. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class, Registry.class})
  @ConditionalOnBean(Registry.class)
  static class RegistryHealthConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("registry")
    @ConditionalOnMissingBean(name = {"registryHealthIndicator", "registryHealthContributor"})
    HealthContributor registryHealthContributor(Registry registry) {
      return new RegistryHealth(registry);
    }
  }
}
