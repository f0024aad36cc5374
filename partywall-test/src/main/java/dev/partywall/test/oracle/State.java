package dev.partywall.test.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All rows of all tables, sorted. */
record State(List<Row> rows) {

  /**
   * A row.
   *
   * @param table its table
   * @param tenant whose it is, as text; null if it is the host's
   * @param text its columns
   */
  record Row(String table, @Nullable String tenant, String text) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byTable = table.compareTo(other.table);
      return byTable != 0 ? byTable : text.compareTo(other.text);
    }
  }

  static State of(Connection connection, List<Table> tables, String discriminator) throws SQLException {
    String sql =
        tables.stream()
            .map(
                t ->
                    "select '"
                        + t.name().replace("'", "''")
                        + "', "
                        + tenant(t, discriminator)
                        + ", (t.*)::text from only "
                        + t.name()
                        + " t")
            .collect(Collectors.joining(" union all "));
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(new Row(found.getString(1), found.getString(2), found.getString(3)));
      }
    }
    rows.sort(null);
    return new State(rows);
  }

  private static String tenant(Table table, String discriminator) {
    return table.discriminated() ? "t.\"" + discriminator.replace("\"", "\"\"") + "\"::text" : "null::text";
  }

  /** The rows of one tenant. */
  State of(String tenant) {
    return new State(rows.stream().filter(row -> tenant.equals(row.tenant())).toList());
  }

  /** The rows of everybody but one tenant: other tenants' and the host's. */
  State without(String tenant) {
    return new State(rows.stream().filter(row -> !Objects.equals(tenant, row.tenant())).toList());
  }

  /** The tables whose rows are not the same. */
  Set<String> changedTables(State other) {
    Map<String, List<Row>> these = byTable();
    Map<String, List<Row>> those = other.byTable();
    Set<String> changed = new HashSet<>(these.keySet());
    changed.addAll(those.keySet());
    changed.removeIf(table -> Objects.equals(these.get(table), those.get(table)));
    return changed;
  }

  private Map<String, List<Row>> byTable() {
    return rows.stream().collect(Collectors.groupingBy(Row::table));
  }

  /** The rows that one state has and the other has not, for messages. */
  String difference(State other) {
    List<Row> missing = new ArrayList<>(rows);
    other.rows.forEach(missing::remove);
    List<Row> more = new ArrayList<>(other.rows);
    rows.forEach(more::remove);
    return "only before or alone: " + missing + ", only after or shared: " + more;
  }
}
