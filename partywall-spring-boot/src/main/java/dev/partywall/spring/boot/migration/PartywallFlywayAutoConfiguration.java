package dev.partywall.spring.boot.migration;

import dev.partywall.core.TenantDirectory;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes Flyway migrate every database and tenant schema. */
@AutoConfiguration(before = FlywayAutoConfiguration.class, after = PartywallAutoConfiguration.class)
@ConditionalOnClass({Flyway.class, FlywayAutoConfiguration.class})
@ConditionalOnBean(TenantDataSource.class)
@ConditionalOnBooleanProperty(name = "spring.flyway.enabled", matchIfMissing = true)
public final class PartywallFlywayAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  FlywayMigrationStrategy flywayMigrationStrategy() {
    return Flyway::migrate;
  }

  @Bean
  static BeanPostProcessor flywayEverywhere(
      ObjectProvider<TenantDataSource> door,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<MigratedDatabases> migrated) {
    Databases databases = new Databases(door, directory, migrated);
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof FlywayMigrationStrategy strategy ? new FlywayEverywhere(strategy, databases) : bean;
      }
    };
  }

  @Bean
  MigrationPart flywayMigrations(
      ObjectProvider<Flyway> flyways,
      ObjectProvider<FlywayMigrationStrategy> strategy,
      ObjectProvider<TenantDataSource> door,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<MigratedDatabases> migrated) {
    return new FlywayPart(flyways, strategy, new Databases(door, directory, migrated));
  }

  @Bean
  static ConfigurationCheck flywayCheck(Environment environment) {
    return new OneDatabaseCheck(environment, "spring.flyway.url", "spring.flyway.user");
  }
}
