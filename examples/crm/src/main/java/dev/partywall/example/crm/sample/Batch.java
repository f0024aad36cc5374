package dev.partywall.example.crm.sample;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of one table on their way to the database. */
final class Batch {

  private final JdbcTemplate jdbc;
  private final String sql;
  private final List<Object[]> rows = new ArrayList<>();

  /** Inserts into a table; all columns are given with each row, in this order. */
  Batch(JdbcTemplate jdbc, String table, String... columns) {
    this.jdbc = jdbc;
    this.sql =
        "insert into %s (%s) values (%s)"
            .formatted(table, String.join(", ", columns), "?" + ", ?".repeat(columns.length - 1));
  }

  void add(Object... row) {
    rows.add(row);
  }

  int size() {
    return rows.size();
  }

  void flush() {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows);
      rows.clear();
    }
  }
}
