package dev.partywall.spring.boot.jobs;

import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantStore;
import dev.partywall.fleet.jobs.Job;
import dev.partywall.fleet.jobs.JobListener;
import dev.partywall.fleet.jobs.Recurring;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SingleTenant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Runs the jobs that are beans, and lets them be scheduled in Spring's transactions. */
@AutoConfiguration(after = PartywallAutoConfiguration.class)
@ConditionalOnClass(TenantJobs.class)
@ConditionalOnBean(TenantDataSource.class)
public final class PartywallJobsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  TenantJobs tenantJobs(
      TenantDataSource door,
      PartywallSettings settings,
      TenantStore store,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<Job<?>> jobs,
      ObjectProvider<Recurring> recurring,
      ObjectProvider<JobListener> listeners,
      Optional<SingleTenant> single) {
    TenantJobs.Builder builder =
        TenantJobs.builder(door)
            .tenants(store)
            .connections(new TransactionAwareDataSourceProxy(door))
            .settings(Settings.of(settings.jobs()))
            .listener(new JobListeners(listeners));
    directory.ifUnique(builder::directory);
    single.ifPresent(tenant -> builder.defaultTenancy(tenant.tenancy()));
    jobs.orderedStream().forEach(builder::job);
    recurring.orderedStream().forEach(builder::recurring);
    return builder.build();
  }

  @Bean
  JobsLifecycle jobsLifecycle(TenantJobs jobs, PartywallSettings settings) {
    return new JobsLifecycle(jobs, settings.jobs().run());
  }
}
