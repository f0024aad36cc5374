package dev.partywall.test.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A table.
 *
 * @param name as SQL, with its schema
 * @param columns those that can be written, as SQL
 * @param discriminated whether it has the discriminator
 * @param holdsRows whether it holds rows itself, as a partitioned table does not
 */
record Table(String name, String columns, boolean discriminated, boolean holdsRows) {

  private static final String TABLES =
      """
      select format('%I.%I', n.nspname, c.relname),
             string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attgenerated = ''),
             bool_or(a.attname = '<discriminator>'),
             c.relkind = 'r'
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
      group by n.nspname, c.relname, c.relkind
      order by 1
      """;

  static List<Table> all(Connection connection, String discriminator) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TABLES.replace("<discriminator>", discriminator.replace("'", "''")))) {
      while (rows.next()) {
        tables.add(new Table(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
      }
    }
    return tables;
  }
}
