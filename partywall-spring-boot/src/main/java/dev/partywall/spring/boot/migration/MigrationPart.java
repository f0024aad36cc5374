package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;

/** One of those who bring a database to what this version of the application needs. */
interface MigrationPart {

  /** What is called so in logs, and in fingerprints. */
  String name();

  /** When it comes; lower ones first. */
  int order();

  /**
   * Differs whenever a database has to be brought forward again by this part. Asked for after the host's database was.
   */
  String fingerprint();

  /** Brings a database forward; nothing happens if it is up to date. */
  void migrate(PhysicalDatabase database);

  /** The fingerprint as a part of that of all. */
  default String token() {
    return name() + ":" + fingerprint();
  }
}
