package dev.partywall.spring.boot.migration;

import dev.partywall.core.TenantDirectory;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.init.DatabasePopulator;

/** Makes policies and rights of every database follow its tables, where row-level security is switched on. */
@AutoConfiguration(after = PartywallAutoConfiguration.class)
@ConditionalOnClass({DatabasePopulator.class, DatabaseInitializationDependencyConfigurer.class})
@ConditionalOnBean(TenantDataSource.class)
@ConditionalOnBooleanProperty("partywall.row-security.enabled")
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class PartywallRowSecurityAutoConfiguration {

  @Bean
  RowSecurityEverywhere partywallRowSecurity(
      TenantDataSource dataSource,
      Environment environment,
      ObjectProvider<TenantDataSource> door,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<MigratedDatabases> migrated) {
    return new RowSecurityEverywhere(
        dataSource.rowSecurity().orElseThrow(),
        environment.getProperty("partywall.row-security.apply", Boolean.class, true),
        new Databases(door, directory, migrated));
  }
}
