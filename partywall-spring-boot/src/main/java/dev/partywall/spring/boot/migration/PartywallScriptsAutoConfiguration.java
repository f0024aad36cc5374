package dev.partywall.spring.boot.migration;

import dev.partywall.core.TenantDirectory;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.ApplicationDataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.sql.autoconfigure.init.ApplicationScriptDatabaseInitializer;
import org.springframework.boot.sql.autoconfigure.init.ConditionalOnSqlInitialization;
import org.springframework.boot.sql.autoconfigure.init.SqlInitializationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.init.DatabasePopulator;

/** Makes the scripts of {@code spring.sql.init} run in every database and tenant schema. */
@AutoConfiguration(before = DataSourceInitializationAutoConfiguration.class, after = PartywallAutoConfiguration.class)
@ConditionalOnClass({DatabasePopulator.class, SqlInitializationProperties.class})
@ConditionalOnBean(TenantDataSource.class)
@ConditionalOnMissingBean(ApplicationScriptDatabaseInitializer.class)
@ConditionalOnSqlInitialization
@EnableConfigurationProperties(SqlInitializationProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class PartywallScriptsAutoConfiguration {

  @Bean
  ApplicationDataSourceScriptDatabaseInitializer dataSourceScriptDatabaseInitializer(
      TenantDataSource dataSource,
      SqlInitializationProperties properties,
      ObjectProvider<TenantDataSource> door,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<MigratedDatabases> migrated) {
    return new ScriptsEverywhere(dataSource, properties, new Databases(door, directory, migrated));
  }
}
