package dev.partywall.spring.boot.registry;

import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SettingsGroup;
import dev.partywall.spring.boot.settings.HostSettings;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** Finds tenants in the host's database, too, if that is switched on. */
@AutoConfiguration(after = PartywallAutoConfiguration.class)
@ConditionalOnClass(Registry.class)
@EnableConfigurationProperties(RegistryProperties.class)
public final class PartywallRegistryAutoConfiguration {

  @Bean
  static SettingsGroup registrySettings() {
    return new SettingsGroup("registry", RegistryProperties.class);
  }

  @Bean
  static ConfigurationCheck registryCheck(Environment environment) {
    return () -> RegistryReader.of(environment).problems();
  }

  /** Only where it is switched on. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty("partywall.registry.enabled")
  @ConditionalOnBooleanProperty(name = "partywall.enabled", matchIfMissing = true)
  @ConditionalOnBean(TenantDataSource.class)
  static class Enabled {

    @Bean
    static ConfigurationCheck otherStoresCheck(ListableBeanFactory beans) {
      return new OtherStoresCheck(beans);
    }

    @Bean
    @ConditionalOnMissingBean
    Registry partywallRegistry(TenantDataSource door, PartywallSettings settings, Environment environment) {
      return Registry.builder(door)
          .idKind(settings.idKind())
          .settings(RegistryReader.of(environment).settings())
          .configured(settings.tenants())
          .start();
    }

    @Bean
    @ConditionalOnMissingBean
    HostSettings hostSettings(Registry registry) {
      return registry::hostSettings;
    }

    @Bean
    @Primary
    AllTenants partywallTenantStore(PartywallSettings settings, Registry registry) {
      return new AllTenants(settings.tenants(), registry);
    }
  }
}
