package dev.partywall.benchmarks.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The tables and rows that all contenders work on: the same keys for every tenant. */
final class Data {

  static final long TENANTS = 50;
  static final long PRODUCTS = 500;

  private Data() {}

  static void create(DataSource owner) throws SQLException {
    List<String> statements =
        List.of(
            "CREATE TABLE products (tenant_id bigint NOT NULL, id bigint NOT NULL, name text NOT NULL,"
                + " price bigint NOT NULL, stock integer NOT NULL, PRIMARY KEY (tenant_id, id)) WITH (fillfactor = 50)",
            "CREATE TABLE events (tenant_id bigint NOT NULL, id bigint NOT NULL, text text NOT NULL,"
                + " PRIMARY KEY (tenant_id, id))",
            "INSERT INTO products SELECT t, i, 'product ' || i || ' of ' || t, t * 1000 + i, 0 FROM generate_series(1, "
                + TENANTS
                + ") t, generate_series(1, "
                + PRODUCTS
                + ") i",
            "VACUUM ANALYZE",
            "CHECKPOINT");
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** What is computed from one product. */
  static long value(String name, long price, int stock) {
    return name.length() + price;
  }
}
