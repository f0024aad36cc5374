package dev.partywall.spring.boot.migration;

import dev.partywall.core.TenantDirectory;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.init.DatabasePopulator;

/** Applies the steps of parts of the application in every database and tenant schema. */
@AutoConfiguration(
    after = PartywallAutoConfiguration.class,
    afterName = "dev.partywall.spring.boot.identity.PartywallIdentityAutoConfiguration")
@ConditionalOnClass({DatabasePopulator.class, DatabaseInitializationDependencyConfigurer.class})
@ConditionalOnBean({TenantDataSource.class, DatabaseStep.class})
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class PartywallStepsAutoConfiguration {

  @Bean
  StepsEverywhere partywallSteps(
      ObjectProvider<DatabaseStep> steps,
      ObjectProvider<TenantDataSource> door,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<MigratedDatabases> migrated) {
    return new StepsEverywhere(steps.orderedStream().toList(), new Databases(door, directory, migrated));
  }
}
