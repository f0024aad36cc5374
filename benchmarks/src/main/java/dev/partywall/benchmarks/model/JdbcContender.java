package dev.partywall.benchmarks.model;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What one writes by hand: JDBC, and records made of rows. */
final class JdbcContender implements Contender {

  private final String name;
  private final DataSource dataSource;
  private final boolean byHand;

  /**
   * @param byHand whether the SQL names the tenant, or what stands below sees to it
   */
  JdbcContender(String name, DataSource dataSource, boolean byHand) {
    this.name = name;
    this.dataSource = dataSource;
    this.byHand = byHand;
  }

  @Override
  public String name() {
    return name;
  }

  private String sql(String before, String after) {
    return before + (byHand ? "tenant_id = ? AND " : "") + after;
  }

  private int tenant(PreparedStatement statement, int index, long tenant) throws SQLException {
    if (byHand) {
      statement.setLong(index, tenant);
    }
    return byHand ? index + 1 : index;
  }

  private List<Product> products(long tenant, String sql, long parameter) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(tenant(statement, 1, tenant), parameter);
      try (ResultSet rows = statement.executeQuery()) {
        List<Product> found = new ArrayList<>();
        while (rows.next()) {
          found.add(new Product(rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getInt(4)));
        }
        return found;
      }
    }
  }

  @Override
  public long readByKey(long tenant, long product) throws SQLException {
    return products(tenant, sql("SELECT id, name, price, stock FROM products WHERE ", "id = ?"), product)
        .getFirst()
        .value();
  }

  @Override
  public long list20(long tenant, long from) throws SQLException {
    String sql = sql("SELECT id, name, price, stock FROM products WHERE ", "id >= ? ORDER BY id LIMIT 20");
    return products(tenant, sql, from).stream().mapToLong(Product::value).sum();
  }

  @Override
  public long insert(long tenant, long id, String text) throws SQLException {
    String sql =
        byHand
            ? "INSERT INTO events (tenant_id, id, text) VALUES (?, ?, ?)"
            : "INSERT INTO events (id, text) VALUES (?, ?)";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = tenant(statement, 1, tenant);
      statement.setLong(index, id);
      statement.setString(index + 1, text);
      return statement.executeUpdate();
    }
  }

  @Override
  public long update(long tenant, long product, int stock) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(sql("UPDATE products SET stock = ? WHERE ", "id = ?"))) {
      statement.setInt(1, stock);
      statement.setLong(tenant(statement, 2, tenant), product);
      return statement.executeUpdate();
    }
  }
}
