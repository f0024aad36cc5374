package dev.partywall.benchmarks.tax;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The tables and rows that all contenders work on: the same keys for every tenant. */
final class Data {

  static final long TENANTS = 50;
  static final long CUSTOMERS = 500;
  static final long PRODUCTS = 500;
  static final long ORDERS = 2_000;
  static final int LINES_PER_ORDER = 3;

  /** The role that row-level security binds: neither owner nor superuser. */
  static final String RLS_ROLE = "benchmark_rls";

  /** As whom the door logs in with row-level security: its roles and policies are its own matter. */
  static final String LOGIN = "benchmark_app";

  private static final List<String> TABLES = List.of("customers", "products", "orders", "order_lines", "events");

  private Data() {}

  static void create(DataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (String ddl : schema()) {
        statement.execute(ddl);
      }
      for (String insert : rows()) {
        statement.execute(insert);
      }
      for (String table : TABLES) {
        rowLevelSecurity(statement, table);
      }
      statement.execute("CREATE ROLE " + LOGIN + " LOGIN");
      statement.execute("VACUUM ANALYZE");
      statement.execute("CHECKPOINT");
    }
  }

  private static List<String> schema() {
    return List.of(
        "CREATE TABLE customers (tenant_id bigint NOT NULL, id bigint NOT NULL, name text NOT NULL, PRIMARY KEY (tenant_id, id))",
        "CREATE TABLE products (tenant_id bigint NOT NULL, id bigint NOT NULL, name text NOT NULL, price bigint NOT NULL,"
            + " stock integer NOT NULL, PRIMARY KEY (tenant_id, id)) WITH (fillfactor = 50)",
        "CREATE TABLE orders (tenant_id bigint NOT NULL, id bigint NOT NULL, customer_id bigint NOT NULL, status text NOT NULL,"
            + " PRIMARY KEY (tenant_id, id))",
        "CREATE TABLE order_lines (tenant_id bigint NOT NULL, id bigint NOT NULL, order_id bigint NOT NULL,"
            + " product_id bigint NOT NULL, quantity bigint NOT NULL, PRIMARY KEY (tenant_id, id))",
        "CREATE INDEX ON order_lines (tenant_id, order_id)",
        "CREATE TABLE events (tenant_id bigint NOT NULL, id bigint NOT NULL, text text NOT NULL, PRIMARY KEY (tenant_id, id))");
  }

  private static List<String> rows() {
    String tenants = " FROM generate_series(1, " + TENANTS + ") t, generate_series(1, ";
    return List.of(
        "INSERT INTO customers SELECT t, i, 'customer ' || i || ' of ' || t" + tenants + CUSTOMERS + ") i",
        "INSERT INTO products SELECT t, i, 'product ' || i || ' of ' || t, t * 1000 + i, 0"
            + tenants
            + PRODUCTS
            + ") i",
        "INSERT INTO orders SELECT t, i, 1 + i % " + CUSTOMERS + ", 'open'" + tenants + ORDERS + ") i",
        "INSERT INTO order_lines SELECT t, i, 1 + i % "
            + ORDERS
            + ", 1 + i * 31 % "
            + PRODUCTS
            + ", 1 + i % 5"
            + tenants
            + ORDERS * LINES_PER_ORDER
            + ") i");
  }

  private static void rowLevelSecurity(Statement statement, String table) throws SQLException {
    if (table.equals(TABLES.getFirst())) {
      statement.execute("CREATE ROLE " + RLS_ROLE + " LOGIN");
    }
    statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + RLS_ROLE);
    statement.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
    statement.execute(
        "CREATE POLICY tenant ON "
            + table
            + " TO "
            + RLS_ROLE
            + " USING (tenant_id = (SELECT current_setting('benchmark.tenant')::bigint))");
  }
}
