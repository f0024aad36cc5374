package dev.partywall.benchmarks.tax;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Plain JDBC. The SQL either names the tenant by hand ({@code tenant_id = ?} first among the parameters of the WHERE
 * clause) or leaves tenancy to what stands below.
 */
class JdbcContender implements Contender {

  private final String name;
  private final DataSource dataSource;
  private final boolean byHand;

  JdbcContender(String name, DataSource dataSource, boolean byHand) {
    this.name = name;
    this.dataSource = dataSource;
    this.byHand = byHand;
  }

  @Override
  public final String name() {
    return name;
  }

  /** A connection on which the tenant's statements run. */
  Connection connection(long tenant) throws SQLException {
    return dataSource.getConnection();
  }

  @Override
  public long primaryKeyRead(long tenant, long product) throws Exception {
    String sql =
        byHand
            ? "SELECT name, price, stock FROM products WHERE tenant_id = ? AND id = ?"
            : "SELECT name, price, stock FROM products WHERE id = ?";
    return sum(tenant, sql, product, 2);
  }

  @Override
  public long list20(long tenant, long fromProduct) throws Exception {
    String sql =
        byHand
            ? "SELECT id, name, price FROM products WHERE tenant_id = ? AND id >= ? ORDER BY id LIMIT 20"
            : "SELECT id, name, price FROM products WHERE id >= ? ORDER BY id LIMIT 20";
    return sum(tenant, sql, fromProduct, 3);
  }

  @Override
  public long join4(long tenant, long order) throws Exception {
    String sql =
        byHand
            ? """
          SELECT o.status, c.name, p.name, l.quantity * p.price
          FROM orders o
          JOIN customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
          JOIN order_lines l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
          JOIN products p ON p.tenant_id = l.tenant_id AND p.id = l.product_id
          WHERE o.tenant_id = ? AND o.id = ?"""
            : """
          SELECT o.status, c.name, p.name, l.quantity * p.price
          FROM orders o
          JOIN customers c ON c.id = o.customer_id
          JOIN order_lines l ON l.order_id = o.id
          JOIN products p ON p.id = l.product_id
          WHERE o.id = ?""";
    return sum(tenant, sql, order, 4);
  }

  private long sum(long tenant, String sql, long parameter, int column) throws SQLException {
    try (Connection connection = connection(tenant);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      if (byHand) {
        statement.setLong(index++, tenant);
      }
      statement.setLong(index, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        long sum = 0;
        while (rows.next()) {
          sum += rows.getString(1).length() + rows.getLong(column);
        }
        return sum;
      }
    }
  }

  @Override
  public long insert(long tenant, long id, String text) throws Exception {
    String sql =
        byHand
            ? "INSERT INTO events (tenant_id, id, text) VALUES (?, ?, ?)"
            : "INSERT INTO events (id, text) VALUES (?, ?)";
    try (Connection connection = connection(tenant);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      if (byHand) {
        statement.setLong(index++, tenant);
      }
      statement.setLong(index++, id);
      statement.setString(index, text);
      return statement.executeUpdate();
    }
  }

  @Override
  public long update(long tenant, long product, int stock) throws Exception {
    String sql =
        byHand
            ? "UPDATE products SET stock = ? WHERE tenant_id = ? AND id = ?"
            : "UPDATE products SET stock = ? WHERE id = ?";
    try (Connection connection = connection(tenant);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      statement.setInt(index++, stock);
      if (byHand) {
        statement.setLong(index++, tenant);
      }
      statement.setLong(index, product);
      return statement.executeUpdate();
    }
  }
}
