package dev.partywall.spring.boot.migration;

import dev.partywall.core.Placement;
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
import java.util.function.Supplier;
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
  private final ObjectProvider<MigratedDatabases> migrated;

  Databases(
      ObjectProvider<TenantDataSource> door,
      ObjectProvider<TenantDirectory> directory,
      ObjectProvider<MigratedDatabases> migrated) {
    this.door = door;
    this.directory = directory;
    this.migrated = migrated;
  }

  /** Whether this is the data source that tools get unless they are told otherwise. */
  boolean isDoor(DataSource dataSource) {
    return dataSource == door.getIfAvailable();
  }

  /**
   * Does the work in each database that needs it, one after another, and makes the door look at their schemas again.
   *
   * @param token the present fingerprint of the part that does it, asked for after the configured databases are done
   */
  void each(String what, Supplier<String> token, Consumer<PhysicalDatabase> work) {
    for (PhysicalDatabase database : all()) {
      if (isUpToDate(database, token)) {
        continue;
      }
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

  /** Whether it is known of a database that the part need not look at it; of configured ones that is not known. */
  boolean isUpToDate(PhysicalDatabase database, Supplier<String> token) {
    MigratedDatabases known = migrated.getIfAvailable();
    boolean configured = database.schema().isEmpty() && database.datasource().servers() == null;
    return known != null && !configured && known.isUpToDate(database, token);
  }

  /** The host's, which is brought forward before those of tenants. */
  PhysicalDatabase host() {
    TenantDataSource all = door.getObject();
    return all.database(new Placement.Shared(all.hostSet()));
  }

  /** Configured ones come first. */
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
