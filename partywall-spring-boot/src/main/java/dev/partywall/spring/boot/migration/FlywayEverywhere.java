package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Applies a migration strategy to each database, if Flyway was given the door; otherwise leaves it alone. */
final class FlywayEverywhere implements FlywayMigrationStrategy {

  private final FlywayMigrationStrategy strategy;
  private final Databases databases;

  FlywayEverywhere(FlywayMigrationStrategy strategy, Databases databases) {
    this.strategy = strategy;
    this.databases = databases;
  }

  @Override
  public void migrate(Flyway flyway) {
    Configuration configuration = flyway.getConfiguration();
    DataSource given = configuration.getDataSource();
    if (databases.isDoor(given)) {
      databases.each(
          "Flyway",
          () -> "flyway:" + Hash.of(FlywayPart.fingerprint(flyway, databases.host())),
          database -> strategy.migrate(of(database, configuration)));
    } else {
      strategy.migrate(flyway);
    }
  }

  static Flyway of(PhysicalDatabase database, Configuration configuration) {
    FluentConfiguration own =
        Flyway.configure(configuration.getClassLoader()).configuration(configuration).dataSource(database.unguarded());
    database.schema().ifPresent(schema -> own.defaultSchema(schema).schemas(schema).createSchemas(true));
    return own.load();
  }
}
