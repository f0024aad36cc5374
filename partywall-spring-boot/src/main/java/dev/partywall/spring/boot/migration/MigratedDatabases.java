package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import java.util.function.Supplier;

/** Knows of databases what was done with them, without opening them. */
@FunctionalInterface
public interface MigratedDatabases {

  /**
   * Whether a part of the migrations need not look at a database.
   *
   * @param token the present fingerprint of the part, if it has to be known
   */
  boolean isUpToDate(PhysicalDatabase database, Supplier<String> token);
}
