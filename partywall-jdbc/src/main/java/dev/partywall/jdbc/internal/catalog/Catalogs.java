package dev.partywall.jdbc.internal.catalog;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.internal.pool.Pools;
import dev.partywall.sql.Catalog;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.guard.SqlGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The guards of all databases, each over the newest snapshot of its catalog. Safe for use by many threads. */
public interface Catalogs extends AutoCloseable {

  /**
   * The guards over the catalogs of these pools' databases, none of them read yet.
   *
   * @param discriminator the name of the discriminator column as the databases store it
   * @param listener told before a new catalog is used
   */
  static Catalogs over(Pools pools, String discriminator, GuardPolicy policy, ReadListener listener) {
    return new LiveCatalogs(pools, discriminator, policy, LiveCatalogs.EVERY, listener);
  }

  /** Is told that a catalog was read, over the connection that it was read over, which shows all that is in it. */
  @FunctionalInterface
  interface ReadListener {
    ReadListener NONE = (_, _, _) -> {};

    void read(DatasourceName set, @Nullable String schema, Connection connection) throws SQLException;
  }

  /**
   * The catalog of a database or schema, as it is now.
   *
   * @param connection a connection to it with the database's own search path, outside a transaction
   */
  static Catalog read(Connection connection, String discriminator, PhysicalDatabase database) throws SQLException {
    return new CatalogReader(discriminator)
        .snapshot(connection, database.datasource().value(), database.schema().orElse(null))
        .catalog();
  }

  /**
   * The guard of a database, or of one tenant's schema of it. The first call for a database reads its catalog; the next
   * ones are one map look-up; one after a pause asks the database whether its schema is still the same. Databases and
   * schemas with equal catalogs have one guard.
   *
   * @param schema the only schema in the search path (schema placement), or empty for the database's own search path
   * @throws SQLException if the catalog was never read and cannot be now, or the server's settings make the guard
   *     unsafe
   */
  SqlGuard guard(DatasourceName set, Optional<String> schema) throws SQLException;

  /**
   * Whether the catalog has changed since it was read: asked of the database, but not too often, for a statement that a
   * guard refused because of what it knows.
   *
   * @param known the guard that refused
   * @return whether there is another guard now, so that asking it is worth it
   */
  boolean isOutOfDate(DatasourceName set, Optional<String> schema, SqlGuard known) throws SQLException;

  /**
   * Makes every guard that is asked for from now on one over a catalog that was compared with the database from now on.
   */
  void refresh();

  /** As {@link #refresh()}, for the catalogs of one set. */
  void refresh(DatasourceName set);

  /** The set was removed: another one of its name has another catalog. */
  void forget(DatasourceName set);

  /** How many texts the guards did not find in their caches since the start. */
  long computed();

  /** Stops looking for changes. */
  @Override
  void close();
}
