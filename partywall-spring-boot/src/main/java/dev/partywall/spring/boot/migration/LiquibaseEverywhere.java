package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Runs a {@link SpringLiquibase} that was given the door in each database before the bean initialises itself, for which
 * the host's is left then, where nothing is to do any more.
 */
final class LiquibaseEverywhere implements BeanPostProcessor, MigrationPart {

  private final Databases databases;
  private final List<OfDoor> beans = new CopyOnWriteArrayList<>();

  LiquibaseEverywhere(Databases databases) {
    this.databases = databases;
  }

  /**
   * A bean that was given the door. It is set up for one database after another.
   *
   * @param defaultSchema what its settings say
   * @param liquibaseSchema what its settings say
   */
  private record OfDoor(SpringLiquibase bean, @Nullable String defaultSchema, @Nullable String liquibaseSchema) {

    @SuppressWarnings("NullAway") // Null is for the settings of the database.
    void target(PhysicalDatabase database) {
      bean.setDataSource(database.unguarded());
      bean.setDefaultSchema(database.schema().orElse(defaultSchema));
      bean.setLiquibaseSchema(database.schema().orElse(liquibaseSchema));
    }

    synchronized void update(PhysicalDatabase database) {
      Databases.createSchema(database);
      target(database);
      try {
        bean.afterPropertiesSet();
      } catch (LiquibaseException e) {
        throw new BeanCreationException("The database " + database.label() + " could not be migrated", e);
      }
    }

    /** What was applied to a database: ids and checksums. */
    String applied(PhysicalDatabase database) {
      String table = bean.getDatabaseChangeLogTable() == null ? "databasechangelog" : bean.getDatabaseChangeLogTable();
      String schema = liquibaseSchema == null ? "" : liquibaseSchema + ".";
      StringBuilder all = new StringBuilder();
      try (Connection connection = database.unguarded().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT concat_ws(' ', filename, id, author, md5sum) FROM " + schema + table + " ORDER BY 1")) {
        while (row.next()) {
          all.append(row.getString(1)).append('\n');
        }
      } catch (SQLException e) {
        throw new IllegalStateException("What Liquibase applied to " + database.label() + " cannot be read", e);
      }
      return all.toString();
    }
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase && databases.isDoor(liquibase.getDataSource())) {
      OfDoor given = new OfDoor(liquibase, liquibase.getDefaultSchema(), liquibase.getLiquibaseSchema());
      beans.add(given);
      databases.each("Liquibase", () -> name() + ":" + Hash.of(given.applied(databases.host())), given::update);
      given.target(databases.host());
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

  @Override
  public String name() {
    return "liquibase";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public String fingerprint() {
    StringBuilder all = new StringBuilder();
    beans.forEach(bean -> all.append(bean.applied(databases.host())));
    return Hash.of(all.toString());
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    beans.forEach(bean -> bean.update(database));
  }
}
