package dev.partywall.sql.internal.policy;

import dev.partywall.sql.Reach;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's own relations: a tenant reads those that tell of the schema, not of rows, roles or other sessions. */
public final class SystemCatalogs {

  private static final String PG_CATALOG = "pg_catalog";
  private static final String INFORMATION_SCHEMA = "information_schema";

  private static final Set<String> OPEN =
      Set.of(
          "pg_attrdef",
          "pg_attribute",
          "pg_cast",
          "pg_collation",
          "pg_constraint",
          "pg_description",
          "pg_enum",
          "pg_index",
          "pg_indexes",
          "pg_namespace",
          "pg_operator",
          "pg_proc",
          "pg_range",
          "pg_timezone_abbrevs",
          "pg_timezone_names",
          "pg_type");

  private static final Set<String> OPEN_INFORMATION =
      Set.of(
          "attributes",
          "character_sets",
          "check_constraints",
          "collations",
          "column_udt_usage",
          "columns",
          "constraint_column_usage",
          "constraint_table_usage",
          "domain_constraints",
          "domains",
          "element_types",
          "key_column_usage",
          "parameters",
          "referential_constraints",
          "routines",
          "schemata",
          "sequences",
          "sql_features",
          "sql_implementation_info",
          "sql_parts",
          "sql_sizing",
          "table_constraints",
          "tables",
          "triggers",
          "user_defined_types",
          "views");

  /** Samples of the values in tables, and the contents of large objects: not even for the host. */
  private static final Set<String> VALUES =
      Set.of(
          "pg_statistic", "pg_statistic_ext_data", "pg_stats", "pg_stats_ext", "pg_stats_ext_exprs", "pg_largeobject");

  private SystemCatalogs() {}

  /** Whether a name means a system catalog, or would if there were one of this name. */
  public static boolean isSystem(@Nullable String schema, String name) {
    return schema == null ? name.startsWith("pg_") : schema.startsWith("pg_") || schema.equals(INFORMATION_SCHEMA);
  }

  /** Whether a system catalog may be read. */
  public static boolean isOpen(@Nullable String schema, String name, Reach reach) {
    boolean catalog = schema == null || schema.equals(PG_CATALOG);
    boolean information = INFORMATION_SCHEMA.equals(schema);
    if (reach == Reach.HOST) {
      return (catalog || information) && !VALUES.contains(name);
    }
    return catalog ? OPEN.contains(name) : information && OPEN_INFORMATION.contains(name);
  }
}
