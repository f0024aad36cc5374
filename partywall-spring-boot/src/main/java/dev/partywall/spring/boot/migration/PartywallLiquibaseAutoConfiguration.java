package dev.partywall.spring.boot.migration;

import dev.partywall.core.TenantDirectory;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes Liquibase update every database and tenant schema. */
@AutoConfiguration(before = LiquibaseAutoConfiguration.class, after = PartywallAutoConfiguration.class)
@ConditionalOnClass({SpringLiquibase.class, LiquibaseAutoConfiguration.class})
@ConditionalOnBean(TenantDataSource.class)
@ConditionalOnBooleanProperty(name = "spring.liquibase.enabled", matchIfMissing = true)
public final class PartywallLiquibaseAutoConfiguration {

  @Bean
  static LiquibaseEverywhere liquibaseEverywhere(
      ObjectProvider<TenantDataSource> door,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<MigratedDatabases> migrated) {
    return new LiquibaseEverywhere(new Databases(door, directory, migrated));
  }

  @Bean
  static ConfigurationCheck liquibaseCheck(Environment environment) {
    return new OneDatabaseCheck(environment, "spring.liquibase.url", "spring.liquibase.user");
  }
}
