package dev.partywall.fleet;

import dev.partywall.jdbc.PhysicalDatabase;

/** Brings the tables of a database to what this version of the application needs. */
public interface SchemaMigrations {

  /** Nothing is migrated: what a new database needs is in its template. */
  SchemaMigrations NONE =
      new SchemaMigrations() {
        @Override
        public String fingerprint() {
          return "none";
        }

        @Override
        public void migrate(PhysicalDatabase database) {}
      };

  /** Differs whenever a database that was migrated before has to be migrated again. */
  String fingerprint();

  /** Migrates a database or schema; nothing happens if it is up to date. */
  void migrate(PhysicalDatabase database);
}
