package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.nio.charset.Charset;
import org.springframework.boot.jdbc.autoconfigure.ApplicationDataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.autoconfigure.init.SqlInitializationProperties;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Runs the scripts of {@code spring.sql.init} in each database. */
final class ScriptsEverywhere extends ApplicationDataSourceScriptDatabaseInitializer {

  private final Databases databases;

  ScriptsEverywhere(TenantDataSource door, SqlInitializationProperties properties, Databases databases) {
    super(door, properties);
    this.databases = databases;
  }

  @Override
  protected void runScripts(Scripts scripts) {
    databases.each("Scripts", database -> run(scripts, database));
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
