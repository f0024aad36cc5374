package dev.partywall.jdbc.internal.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a schema is still the one that a catalog was read from, for much less than reading it again.
 *
 * <p>Of everything a catalog is made of, the rows of the system catalogs are counted and the numbers of the
 * transactions that wrote them added up. Whatever changes a schema removes such rows, or writes them (anew) under a
 * number that none of those it replaces has; so the count or the sum becomes another one.
 */
final class Fingerprint {

  private static final int TIMEOUT_SECONDS = 10;

  /** Temporary tables are of no schema here, so they change nothing. What belongs to no schema counts for all. */
  private static final String QUERY =
      """
      WITH n AS MATERIALIZED (
        SELECT oid, xmin::text::bigint AS x FROM pg_catalog.pg_namespace
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'partywall') AND (?::text IS NULL OR nspname = ?)),
      c AS MATERIALIZED (
        SELECT oid, xmin::text::bigint AS x, relkind FROM pg_catalog.pg_class
        WHERE relnamespace IN (SELECT oid FROM n) AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S'))
      SELECT concat_ws(' ',
        (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()),
        (SELECT concat(count(*), '/', sum(x)) FROM n),
        (SELECT concat(count(*), '/', sum(x)) FROM c),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_attribute
         WHERE attnum > 0 AND attrelid IN (SELECT oid FROM c WHERE relkind <> 'S')),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_index
         WHERE indrelid IN (SELECT oid FROM c)),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_rewrite
         WHERE ev_class IN (SELECT oid FROM c)),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_constraint
         WHERE contype = 'f' AND confrelid IN (SELECT oid FROM c)),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_trigger
         WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM c)),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_inherits),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_proc
         WHERE pronamespace IN (SELECT oid FROM n)),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_type
         WHERE typtype = 'd' AND oid >= 16384),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_operator WHERE oid >= 16384),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_cast WHERE oid >= 16384),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_extension),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_depend
         WHERE refclassid = 'pg_catalog.pg_extension'::regclass),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_auth_members),
        (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_catalog.pg_db_role_setting))
      """;

  private Fingerprint() {}

  /**
   * The fingerprint of all user schemas, or of one.
   *
   * @param connection a connection to the database, with whatever search path
   */
  static String of(Connection connection, @Nullable String schema) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      statement.setString(1, schema);
      statement.setString(2, schema);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
