package dev.partywall.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of an embedded server.
 *
 * @param name its name on the server
 * @param jdbcUrl its JDBC URL, without credentials
 * @param username who owns it
 * @param password the owner's password
 */
public record TestDatabase(String name, String jdbcUrl, String username, String password) {

  /** A data source without a pool: each connection is a new one. */
  public DataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(jdbcUrl);
    dataSource.setUser(username);
    dataSource.setPassword(password);
    return dataSource;
  }

  /**
   * Runs SQL as it is, outside every tenancy.
   *
   * @param script one or more statements
   * @throws IllegalStateException if the database refuses it
   */
  public void execute(String script) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw new IllegalStateException("Database " + name + " refused the script: " + e.getMessage(), e);
    }
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "TestDatabase[name=" + name + ", jdbcUrl=" + jdbcUrl + ", username=" + username + "]";
  }
}
