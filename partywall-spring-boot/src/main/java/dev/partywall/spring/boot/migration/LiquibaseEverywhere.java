package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import java.util.List;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Runs a {@link SpringLiquibase} that was given the door in each database: in all but one before the bean initialises
 * itself, which does the last.
 */
final class LiquibaseEverywhere implements BeanPostProcessor {

  private final Databases databases;

  LiquibaseEverywhere(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase && databases.isDoor(liquibase.getDataSource())) {
      try {
        runBeforeLast(liquibase);
      } catch (LiquibaseException e) {
        throw new BeanCreationException(name, "A database could not be migrated", e);
      }
    }
    return bean;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase) {
      databases.refresh();
    }
    return bean;
  }

  private void runBeforeLast(SpringLiquibase liquibase) throws LiquibaseException {
    String defaultSchema = liquibase.getDefaultSchema();
    String liquibaseSchema = liquibase.getLiquibaseSchema();
    List<PhysicalDatabase> all = databases.all();
    for (PhysicalDatabase database : all) {
      Databases.createSchema(database);
      liquibase.setDataSource(database.unguarded());
      liquibase.setDefaultSchema(database.schema().orElse(defaultSchema));
      liquibase.setLiquibaseSchema(database.schema().orElse(liquibaseSchema));
      if (!database.equals(all.getLast())) {
        liquibase.afterPropertiesSet();
      }
    }
  }
}
