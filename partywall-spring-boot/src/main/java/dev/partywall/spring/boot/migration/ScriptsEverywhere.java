package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.jdbc.autoconfigure.ApplicationDataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.autoconfigure.init.SqlInitializationProperties;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Runs the scripts of {@code spring.sql.init} in each database. */
final class ScriptsEverywhere extends ApplicationDataSourceScriptDatabaseInitializer implements MigrationPart {

  private final Databases databases;

  /** First those of the schema, then those of data. */
  private final List<Scripts> given = new CopyOnWriteArrayList<>();

  ScriptsEverywhere(TenantDataSource door, SqlInitializationProperties properties, Databases databases) {
    super(door, properties);
    this.databases = databases;
  }

  @Override
  protected void runScripts(Scripts scripts) {
    given.add(scripts);
    databases.each("Scripts", this::token, database -> run(scripts, database));
  }

  @Override
  public String name() {
    return "scripts";
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public String fingerprint() {
    StringBuilder all = new StringBuilder();
    try {
      for (Scripts scripts : given) {
        for (Resource script : scripts) {
          all.append(Hash.of(script.getContentAsByteArray()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A script of spring.sql.init cannot be read", e);
    }
    return Hash.of(all.toString());
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    given.forEach(scripts -> run(scripts, database));
  }

  private void run(Scripts scripts, PhysicalDatabase database) {
    ResourceDatabasePopulator populator = new ResourceDatabasePopulator();
    populator.setContinueOnError(scripts.isContinueOnError());
    populator.setSeparator(scripts.getSeparator());
    Charset encoding = scripts.getEncoding();
    if (encoding != null) {
      populator.setSqlScriptEncoding(encoding.name());
    }
    for (Resource script : scripts) {
      populator.addScript(script);
    }
    customize(populator);
    Databases.createSchema(database);
    DatabasePopulatorUtils.execute(populator, database.unguarded());
  }

  /** An embedded database is never behind the door. */
  @Override
  protected boolean isEmbeddedDatabase() {
    return false;
  }
}
