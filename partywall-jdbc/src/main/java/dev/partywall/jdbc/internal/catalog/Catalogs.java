package dev.partywall.jdbc.internal.catalog;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.internal.pool.Pools;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.guard.SqlGuard;
import java.sql.SQLException;
import java.util.Optional;

/** The guards of all databases, each over the newest snapshot of its catalog. Safe for use by many threads. */
public interface Catalogs {

  /** The guards over the catalogs of these pools' databases, none of them read yet. */
  static Catalogs over(Pools pools, String discriminator, GuardPolicy policy) {
    return new Catalogs() {
      @Override
      public SqlGuard guard(DatasourceName set, Optional<String> schema) {
        throw new UnsupportedOperationException(pools + discriminator + policy);
      }

      @Override
      public boolean reread(DatasourceName set, Optional<String> schema) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void refresh() {
        throw new UnsupportedOperationException();
      }
    };
  }

  /**
   * The guard of a database, or of one tenant's schema of it. The first call for a database reads its catalog; later
   * ones are one map look-up.
   *
   * @param schema the only schema in the search path (schema placement), or empty for the database's own search path
   * @throws SQLException if the catalog was never read and cannot be now, or the server's settings make the guard
   *     unsafe
   */
  SqlGuard guard(DatasourceName set, Optional<String> schema) throws SQLException;

  /**
   * Reads the catalog again if that was not just done: for a relation that a guard did not know.
   *
   * @return whether there is a newer guard, so that asking it again is worth it
   */
  boolean reread(DatasourceName set, Optional<String> schema) throws SQLException;

  /** Reads all known catalogs again. Statements that run meanwhile use the old ones. */
  void refresh() throws SQLException;
}
