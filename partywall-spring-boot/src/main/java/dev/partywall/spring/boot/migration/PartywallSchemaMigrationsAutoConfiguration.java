package dev.partywall.spring.boot.migration;

import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Does in databases that are made while the application runs what was done in the others at its start. */
@AutoConfiguration(after = PartywallAutoConfiguration.class)
@ConditionalOnClass(SchemaMigrations.class)
@ConditionalOnBean(TenantDataSource.class)
public final class PartywallSchemaMigrationsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(SchemaMigrations.class)
  AllMigrations partywallMigrations(ObjectProvider<MigrationPart> parts) {
    return new AllMigrations(parts);
  }
}
