package dev.partywall.jdbc.internal.rowsecurity;

import dev.partywall.jdbc.RowSecurityRoles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a database has of row-level security, read on a search path of pg_catalog alone.
 *
 * @param relations the relations by schema and name
 * @param schemasWithoutUsage schemas that one of the roles may not use
 */
record Database(Map<List<String>, Relation> relations, List<String> schemasWithoutUsage) {

  private static final String RELATIONS =
      """
      SELECT c.oid, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname), c.relrowsecurity, c.relforcerowsecurity,
             coalesce('security_invoker=true' = ANY (c.reloptions) OR 'security_invoker=on' = ANY (c.reloptions), false),
             quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
             ARRAY(SELECT v FROM unnest(%1$s) v WHERE %2$s(t.oid, c.oid, v)),
             ARRAY(SELECT v FROM unnest(%1$s) v WHERE %2$s(h.oid, c.oid, v))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped
        LEFT JOIN pg_roles t ON t.rolname = ? LEFT JOIN pg_roles h ON h.rolname = ?
      WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'partywall') AND (?::text IS NULL OR n.nspname = ?)
        AND c.relkind %3$s
      """;

  private static final String TABLES =
      RELATIONS
          .replace("%I", "%%I")
          .formatted(
              "ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE']",
              "has_table_privilege",
              "IN ('r','p','v','m','f')");

  private static final String SEQUENCES =
      RELATIONS.replace("%I", "%%I").formatted("ARRAY['USAGE','SELECT','UPDATE']", "has_sequence_privilege", "= 'S'");

  /** Those that widen what the tenants' role sees are foreign, if they are not ours. */
  private static final String POLICIES =
      """
      SELECT p.polrelid, p.polname, quote_ident(p.polname), obj_description(p.oid, 'pg_policy'), %s,
             p.polpermissive AND EXISTS (SELECT FROM unnest(p.polroles) r
                                         WHERE r = 0 OR pg_has_role(t.oid, r, 'USAGE'))
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_roles t ON t.rolname = ?
      WHERE ?::text IS NULL OR n.nspname = ?
      """
          .formatted(Policy.FINGERPRINT);

  private static final String SCHEMAS =
      """
      SELECT quote_ident(n.nspname) FROM pg_namespace n
        LEFT JOIN pg_roles t ON t.rolname = ? LEFT JOIN pg_roles h ON h.rolname = ?
      WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'partywall') AND (?::text IS NULL OR n.nspname = ?)
        AND NOT coalesce(has_schema_privilege(t.oid, n.oid, 'USAGE') AND has_schema_privilege(h.oid, n.oid, 'USAGE'), false)
      ORDER BY 1
      """;

  /**
   * A relation.
   *
   * @param name its name, quoted and with its schema
   * @param column the discriminator, quoted; null if it has none
   * @param type the discriminator's type
   * @param tenantMay what the tenants' role may do with it
   * @param hostMay what the host's role may do with it
   * @param policies its policies by name
   */
  record Relation(
      String name,
      boolean enabled,
      boolean forced,
      boolean invoker,
      @Nullable String column,
      @Nullable String type,
      Set<String> tenantMay,
      Set<String> hostMay,
      Map<String, Found> policies) {}

  /**
   * A policy.
   *
   * @param quoted its name, quoted
   * @param widens whether the tenants' role sees more through it
   */
  record Found(String quoted, @Nullable String comment, String fingerprint, boolean widens) {}

  static Database read(Connection connection, String discriminator, @Nullable String schema, RowSecurityRoles roles)
      throws SQLException {
    Map<Long, Map<String, Found>> policies = new HashMap<>();
    each(
        connection,
        POLICIES,
        row ->
            policies
                .computeIfAbsent(row.getLong(1), _ -> new TreeMap<>())
                .put(
                    row.getString(2),
                    new Found(row.getString(3), row.getString(4), row.getString(5), row.getBoolean(6))),
        roles.tenant(),
        schema,
        schema);
    Map<List<String>, Relation> relations = new HashMap<>();
    for (String query : List.of(TABLES, SEQUENCES)) {
      each(
          connection,
          query,
          row ->
              relations.put(
                  List.of(row.getString(2), row.getString(3)),
                  relation(row, policies.getOrDefault(row.getLong(1), Map.of()))),
          discriminator,
          roles.tenant(),
          roles.host(),
          schema,
          schema);
    }
    List<String> schemas = new ArrayList<>();
    each(connection, SCHEMAS, row -> schemas.add(row.getString(1)), roles.tenant(), roles.host(), schema, schema);
    return new Database(relations, schemas);
  }

  private static Relation relation(ResultSet row, Map<String, Found> policies) throws SQLException {
    return new Relation(
        row.getString(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getString(8),
        row.getString(9),
        strings(row, 10),
        strings(row, 11),
        policies);
  }

  private static Set<String> strings(ResultSet row, int column) throws SQLException {
    return Set.copyOf(Arrays.asList((String[]) row.getArray(column).getArray()));
  }

  private static void each(Connection connection, String sql, RowReader reader, @Nullable String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
