package dev.partywall.jdbc.internal.catalog;

import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Function;
import dev.partywall.sql.Catalog.UniqueKey;
import dev.partywall.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The queries on the system catalogs. Each is one pass over all relations of the schemas asked for. */
final class CatalogQueries {

  private static final String SCHEMAS =
      """
      SELECT oid, nspname FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'partywall') AND (?::text IS NULL OR nspname = ?)
        AND has_schema_privilege(oid, 'USAGE')
      """;

  private static final String RELATIONS =
      """
      SELECT oid, relnamespace, relname, relkind FROM pg_class
      WHERE relnamespace = ANY (?) AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      """;

  /** A domain can say NOT NULL for its columns. */
  private static final String COLUMNS =
      """
      SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
             NOT (a.attnotnull OR t.typnotnull), a.attgenerated <> '' OR a.attidentity = 'a'
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relnamespace = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum
      """;

  private static final String UNIQUE_KEYS =
      """
      SELECT i.indrelid, x.relname, i.indisprimary,
             i.indpred IS NULL AND i.indexprs IS NULL AND i.indisunique AND i.indimmediate AND NOT i.indisexclusion,
             array_remove(ARRAY(SELECT a.attname::text FROM generate_series(0, i.indnkeyatts - 1) k
                                LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k]), NULL)
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
      WHERE x.relnamespace = ANY (?) AND (i.indisunique OR i.indisexclusion)
      """;

  private static final String PARENTS =
      """
      SELECT i.inhrelid, i.inhparent,
             EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.inhrelid AND a.attname = ? AND NOT a.attisdropped)
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind IN ('r', 'p', 'f')
      """;

  private static final String RULES =
      """
      SELECT r.ev_class, c.relkind IN ('v', 'm') AND r.rulename = '_RETURN',
             CASE WHEN c.relkind IN ('v', 'm') AND r.rulename = '_RETURN' THEN r.ev_action::text END
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = ANY (?)
      """;

  /** What views name: relations, and user code that is not of an extension known to read no tables. */
  private static final String VIEW_DEPENDENCIES =
      """
      SELECT DISTINCT r.ev_class, CASE WHEN d.refclassid = 'pg_class'::regclass THEN d.refobjid END
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
        LEFT JOIN pg_depend m ON m.classid = d.refclassid AND m.objid = d.refobjid AND m.deptype = 'e'
        LEFT JOIN pg_extension e ON m.refclassid = 'pg_extension'::regclass AND e.oid = m.refobjid
      WHERE c.relnamespace = ANY (?) AND c.relkind IN ('v', 'm') AND r.rulename = '_RETURN' AND d.refobjid <> r.ev_class
        AND (d.refclassid = 'pg_class'::regclass
          OR d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
            AND (e.extname IS NULL OR e.extname <> ALL (?)))
      """;

  /** Foreign keys that change rows of their own when others change: with an action other than to refuse. */
  private static final String ACTIONS =
      """
      SELECT f.confrelid, f.conrelid FROM pg_constraint f JOIN pg_class c ON c.oid = f.confrelid
      WHERE f.contype = 'f' AND c.relnamespace = ANY (?)
        AND (f.confdeltype IN ('c', 'n', 'd') OR f.confupdtype IN ('c', 'n', 'd'))
      """;

  /**
   * Relations with triggers of which it is not certain that they only look at the row they are for. That is certain of
   * PL/pgSQL without a command that could write, and without calls of functions that are not the server's own.
   */
  private static final String WRITING_TRIGGERS =
      """
      SELECT DISTINCT t.tgrelid
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        JOIN pg_language l ON l.oid = p.prolang,
        LATERAL (SELECT regexp_replace(regexp_replace(regexp_replace(
                   p.prosrc, '--[^\\n]*', '', 'g'), '/\\*.*?\\*/', '', 'g'), '''[^'']*''', '', 'g') AS text) s
      WHERE c.relnamespace = ANY (?) AND NOT t.tgisinternal AND t.tgenabled <> 'D'
        AND (l.lanname <> 'plpgsql' OR s.text ~ '["$]'
          OR s.text ~* '\\y(insert|update|delete|merge|truncate|copy|execute|perform|call|select|into)\\y'
          OR EXISTS (SELECT FROM regexp_matches(s.text, '([a-zA-Z_]\\w*)\\s*\\(', 'g') AS called (words)
                     JOIN pg_proc f ON f.proname = lower(called.words[1])
                     WHERE f.pronamespace <> 'pg_catalog'::regnamespace))
      """;

  private static final String FUNCTIONS =
      """
      SELECT p.pronamespace, n.nspname, p.proname, p.provolatile, l.lanname, p.prosecdef, e.extname,
             coalesce(o.names, '{}'), coalesce(t.names, '{}')
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
        LEFT JOIN pg_depend m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid AND m.deptype = 'e'
        LEFT JOIN pg_extension e ON e.oid = m.refobjid
        LEFT JOIN (SELECT oprcode::oid AS function, array_agg(DISTINCT oprname::text) AS names
                   FROM pg_operator GROUP BY 1) o ON o.function = p.oid
        LEFT JOIN (SELECT c.castfunc AS function, array_agg(DISTINCT t.typname::text) AS names
                   FROM pg_cast c JOIN pg_type t ON t.oid = c.casttarget GROUP BY 1) t ON t.function = p.oid
      WHERE p.pronamespace = ANY (?) OR (? AND e.oid IS NOT NULL AND n.nspname <> 'pg_catalog')
      """;

  private static final String READING_FUNCTIONS =
      """
      SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND (proname ~ '^(query|table|cursor|schema|database)_to_xml' OR proname ~ '^(pg_read|pg_ls|lo_|pg_stat_get)'
          OR proname IN ('ts_stat', 'pg_logical_slot_get_changes', 'pg_logical_slot_peek_changes'))
      """;

  private final Connection connection;

  CatalogQueries(Connection connection) {
    this.connection = connection;
  }

  /** The user schemas by oid, or the one of this name. */
  Map<Long, String> schemas(@Nullable String name) throws SQLException {
    Map<Long, String> schemas = new HashMap<>();
    each(SCHEMAS, row -> schemas.put(row.getLong(1), row.getString(2)), name, name);
    return schemas;
  }

  List<Relations.Row> relations(Map<Long, String> schemas) throws SQLException {
    List<Relations.Row> rows = new ArrayList<>();
    each(
        RELATIONS,
        row ->
            rows.add(
                new Relations.Row(
                    row.getLong(1), name(schemas, row.getLong(2), row.getString(3)), row.getString(4).charAt(0))),
        oids(schemas));
    return rows;
  }

  void columns(Map<Long, String> schemas, Relations relations) throws SQLException {
    each(
        COLUMNS,
        row ->
            relations.column(
                row.getLong(1),
                row.getInt(2),
                new Column(row.getString(3), row.getString(4), row.getBoolean(5), row.getBoolean(6))),
        oids(schemas));
  }

  void uniqueKeys(Map<Long, String> schemas, Relations relations) throws SQLException {
    each(
        UNIQUE_KEYS,
        row ->
            relations.uniqueKey(
                row.getLong(1), new UniqueKey(row.getString(2), strings(row, 5), row.getBoolean(3), row.getBoolean(4))),
        oids(schemas));
  }

  void parents(String discriminator, Relations relations) throws SQLException {
    each(PARENTS, row -> relations.parent(row.getLong(1), row.getLong(2), row.getBoolean(3)), discriminator);
  }

  void rules(Map<Long, String> schemas, Relations relations) throws SQLException {
    each(
        RULES,
        row -> {
          if (row.getBoolean(2)) {
            relations.definition(row.getLong(1), row.getString(3));
          } else {
            relations.rule(row.getLong(1));
          }
        },
        oids(schemas));
  }

  void viewDependencies(Map<Long, String> schemas, Relations relations) throws SQLException {
    each(
        VIEW_DEPENDENCIES,
        row -> {
          long view = row.getLong(1);
          long relation = row.getLong(2);
          relations.dependency(view, row.wasNull() ? null : relation);
        },
        oids(schemas),
        PureExtensions.NAMES);
  }

  /** Two relations. */
  @FunctionalInterface
  interface Pair {
    void found(long changed, long follower);
  }

  /** Tells of relations that change when others do, by foreign keys. */
  void actions(Map<Long, String> schemas, Pair pair) throws SQLException {
    each(ACTIONS, row -> pair.found(row.getLong(1), row.getLong(2)), oids(schemas));
  }

  /** The relations with triggers that may write elsewhere. */
  Set<Long> writingTriggers(Map<Long, String> schemas) throws SQLException {
    Set<Long> oids = new HashSet<>();
    each(WRITING_TRIGGERS, row -> oids.add(row.getLong(1)), oids(schemas));
    return oids;
  }

  /** The functions of these schemas, and those of extensions wherever they are if asked for. */
  List<Function> functions(Map<Long, String> schemas, boolean ofExtensions) throws SQLException {
    List<Function> functions = new ArrayList<>();
    each(
        FUNCTIONS,
        row ->
            functions.add(
                new Function(
                    schemas.getOrDefault(row.getLong(1), row.getString(2)),
                    row.getString(3),
                    row.getString(4).charAt(0),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getString(7),
                    strings(row, 8),
                    strings(row, 9))),
        oids(schemas),
        ofExtensions);
    return functions;
  }

  /** The server's own functions that read what their arguments name. */
  Set<Long> readingFunctions() throws SQLException {
    Set<Long> oids = new HashSet<>();
    each(READING_FUNCTIONS, row -> oids.add(row.getLong(1)));
    return oids;
  }

  private static TableName name(Map<Long, String> schemas, long schema, String name) {
    return new TableName(schemas.getOrDefault(schema, ""), name);
  }

  private static Set<String> strings(ResultSet row, int column) throws SQLException {
    return Set.of((String[]) row.getArray(column).getArray());
  }

  private static List<Long> oids(Map<Long, String> schemas) {
    return List.copyOf(schemas.keySet());
  }

  private void each(String sql, RowReader reader, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        switch (parameters[i]) {
          case List<?> oids -> statement.setArray(i + 1, connection.createArrayOf("oid", oids.toArray()));
          case Set<?> texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
          case null, default -> statement.setObject(i + 1, parameters[i]);
        }
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
