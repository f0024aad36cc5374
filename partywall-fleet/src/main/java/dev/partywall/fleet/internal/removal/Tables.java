package dev.partywall.fleet.internal.removal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of a database that hold tenants' rows, in the order in which these can be removed.
 *
 * @param groups tables whose rows have to be removed together
 * @param selfReferring those whose rows may refer to rows of the same table
 */
record Tables(List<List<Table>> groups, Set<Long> selfReferring) {

  /**
   * Partitions are part of the table that they belong to. A part is a table that holds rows, and so not a foreign one.
   */
  private static final String TABLES =
      """
      SELECT c.oid, format('%I.%I', n.nspname, c.relname),
             CASE WHEN a.attnum IS NULL THEN '{}'::text[] WHEN c.relkind = 'r' THEN ARRAY[format('%I.%I', n.nspname, c.relname)]
             ELSE ARRAY(SELECT format('%I.%I', pn.nspname, pc.relname)
                        FROM pg_partition_tree(c.oid) p JOIN pg_class pc ON pc.oid = p.relid
                          JOIN pg_namespace pn ON pn.oid = pc.relnamespace
                        WHERE p.isleaf AND pc.relkind = 'r' ORDER BY 1) END,
             a.attnum IS NOT NULL AND row_security_active(c.oid) AND (
               EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive
                       AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE')))
               OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd = '*'
                              AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))
                              AND pg_get_expr(p.polqual, p.polrelid) = 'true'))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped
      WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'partywall') AND n.nspname <> ALL (?)
        AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY 2
      """;

  private static final String REFERENCES =
      """
      SELECT DISTINCT coalesce(pg_partition_root(f.conrelid)::oid, f.conrelid),
                      coalesce(pg_partition_root(f.confrelid)::oid, f.confrelid)
      FROM pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0
      """;

  /**
   * Reads them.
   *
   * @param others schemas that belong to single tenants, and so hold nobody else's rows
   * @throws IllegalStateException if row-level security hides rows from the connection's user
   */
  static Tables read(Connection connection, String discriminator, Collection<String> others) throws SQLException {
    Map<Long, Table> tables = new LinkedHashMap<>();
    Set<String> hidden = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, discriminator);
      statement.setArray(2, connection.createArrayOf("text", others.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String[] parts = (String[]) row.getArray(3).getArray();
          tables.put(row.getLong(1), new Table(row.getLong(1), row.getString(2), Arrays.asList(parts)));
          if (row.getBoolean(4)) {
            hidden.add(row.getString(2));
          }
        }
      }
    }
    if (!hidden.isEmpty()) {
      throw new IllegalStateException(
          "Row-level security hides rows of "
              + hidden
              + " from user "
              + connection.getMetaData().getUserName()
              + ", who is to remove a tenant's rows; let partywall.row-security manage these tables, or give the user a"
              + " policy USING (true)");
    }
    return ordered(connection, tables);
  }

  private static Tables ordered(Connection connection, Map<Long, Table> tables) throws SQLException {
    Map<Long, Set<Long>> referencing = new HashMap<>();
    Set<Long> selfReferring = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(REFERENCES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        long from = row.getLong(1);
        long to = row.getLong(2);
        if (from == to) {
          selfReferring.add(from);
        } else {
          referencing.computeIfAbsent(to, _ -> new TreeSet<>()).add(from);
        }
      }
    }
    List<List<Table>> groups = new ArrayList<>();
    for (List<Long> group : References.inOrder(tables.keySet(), referencing)) {
      List<Table> known = group.stream().filter(tables::containsKey).map(tables::get).filter(Table::isTenants).toList();
      if (!known.isEmpty()) {
        groups.add(known);
      }
    }
    return new Tables(groups, selfReferring);
  }

  /** All of them. */
  List<Table> all() {
    return groups.stream().flatMap(List::stream).toList();
  }
}
