package dev.partywall.spring.boot.migration;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.init.UncategorizedScriptException;

/** All databases and tenant schemas, for what has to happen in each of them. */
final class Databases {

  private static final Logger log = LoggerFactory.getLogger(Databases.class);

  private final ObjectProvider<TenantDataSource> door;
  private final ObjectProvider<TenantDirectory> directory;

  Databases(ObjectProvider<TenantDataSource> door, ObjectProvider<TenantDirectory> directory) {
    this.door = door;
    this.directory = directory;
  }

  /** Whether this is the data source that tools get unless they are told otherwise. */
  boolean isDoor(DataSource dataSource) {
    return dataSource == door.getIfAvailable();
  }

  /** Does the work in each database, one after another, and makes the door look at their schemas again. */
  void each(String what, Consumer<PhysicalDatabase> work) {
    for (PhysicalDatabase database : all()) {
      log.info("{}: {}", what, database.label());
      try {
        work.accept(database);
      } catch (RuntimeException e) {
        log.error("{} failed: {}", what, database.label());
        throw e;
      }
    }
    refresh();
  }

  List<PhysicalDatabase> all() {
    try (Stream<Tenant> tenants = directory().map(TenantDirectory::tenants).orElse(Stream.empty())) {
      return door.getObject().databases(tenants.map(Tenant::placement));
    }
  }

  private Optional<TenantDirectory> directory() {
    return Optional.ofNullable(directory.getIfUnique()).or(() -> directory.stream().findFirst());
  }

  /** Makes the door look at the schemas of all databases again. */
  void refresh() {
    door.getObject().refreshCatalogs();
  }

  /** Creates the schema of a tenant, if the database is one and it is not there. */
  static void createSchema(PhysicalDatabase database) {
    String schema = database.schema().orElse(null);
    if (schema == null) {
      return;
    }
    try (Connection connection = database.unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + statement.enquoteIdentifier(schema, true));
    } catch (SQLException e) {
      throw new UncategorizedScriptException("The schema of " + database.label() + " could not be created", e);
    }
  }
}
