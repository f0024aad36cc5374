package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Kind;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.TableName;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The catalog of the sample database: only what the sample has, without keys and functions. */
final class SampleCatalog {

  private static final String COLUMNS =
      """
      select n.nspname, c.relname, c.relkind = 'v', a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
             a.attgenerated <> '' or a.attidentity = 'a'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relkind in ('r', 'p', 'v') and n.nspname in ('public', 'archive')
      order by c.oid, a.attnum
      """;

  private SampleCatalog() {}

  static Catalog of(TestDatabase database) throws SQLException {
    Map<TableName, List<Column>> columns = new TreeMap<>();
    Map<TableName, Boolean> views = new TreeMap<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        TableName name = new TableName(rows.getString(1), rows.getString(2));
        views.put(name, rows.getBoolean(3));
        columns
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(new Column(rows.getString(4), rows.getString(5), rows.getBoolean(6), rows.getBoolean(7)));
      }
    }
    Map<TableName, Relation> relations = new TreeMap<>();
    columns.forEach((name, of) -> relations.put(name, relation(name, of, views.get(name))));
    return new Catalog("tenant_id", List.of("public"), relations, List.of());
  }

  private static Relation relation(TableName name, List<Column> columns, boolean view) {
    Kind kind = view ? Kind.VIEW : Kind.TABLE;
    return new Relation(name, kind, ownership(name, columns, view), columns, List.of(), Set.of(), Set.of(), false);
  }

  private static Ownership ownership(TableName name, List<Column> columns, boolean view) {
    if (name.name().equals("customer_names")) {
      return Ownership.HIDDEN;
    }
    return columns.stream()
        .filter(column -> column.name().equals("tenant_id"))
        .findAny()
        .map(column -> column.nullable() && !view ? Ownership.MIXED : Ownership.TENANT)
        .orElse(Ownership.COMMON);
  }
}
