package dev.partywall.spring.boot.lifecycle;

import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.fleet.lifecycle.LifecycleListener;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.SettingsGroup;
import dev.partywall.spring.boot.migration.PartywallSchemaMigrationsAutoConfiguration;
import dev.partywall.spring.boot.registry.PartywallRegistryAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;

/** Lets the host make, change and remove the tenants of the registry. */
@AutoConfiguration(after = {PartywallRegistryAutoConfiguration.class, PartywallSchemaMigrationsAutoConfiguration.class})
@ConditionalOnClass(TenantLifecycle.class)
@EnableConfigurationProperties(LifecycleProperties.class)
public final class PartywallLifecycleAutoConfiguration {

  @Bean
  static SettingsGroup lifecycleSettings() {
    return new SettingsGroup("lifecycle", LifecycleProperties.class);
  }

  @Bean
  static ConfigurationCheck lifecycleCheck(Environment environment) {
    return () -> LifecycleReader.of(environment).problems();
  }

  /** Only where there is a registry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean({TenantDataSource.class, Registry.class, SchemaMigrations.class})
  static class Enabled {

    @Bean
    @ConditionalOnMissingBean
    TenantLifecycle partywallTenants(
        TenantDataSource door,
        Registry registry,
        Environment environment,
        SchemaMigrations migrations,
        ObjectProvider<TenantSeeder> seeders,
        ObjectProvider<LifecycleListener> listeners,
        ObjectProvider<PlatformTransactionManager> transactions) {
      return TenantLifecycle.builder(door, registry)
          .settings(LifecycleReader.of(environment).settings())
          .migrations(migrations)
          .seeders(() -> seeders.orderedStream().toList())
          .seedTransaction(
              seeds -> {
                PlatformTransactionManager manager = transactions.getIfUnique();
                if (manager == null) {
                  var _ = seeds.call();
                } else {
                  new SpringSeedTransaction(manager).run(seeds);
                }
              })
          .listener(new Listeners(listeners))
          .build();
    }

    @Bean
    KnownFingerprints partywallFingerprints(ObjectProvider<TenantLifecycle> tenants) {
      return new KnownFingerprints(tenants);
    }

    @Bean
    LifecycleRun partywallLifecycleRun(
        TenantLifecycle tenants, SchemaMigrations migrations, KnownFingerprints fingerprints) {
      return new LifecycleRun(tenants, migrations, fingerprints);
    }
  }
}
