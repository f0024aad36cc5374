package dev.partywall.jdbc.internal.doctor;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.Finding;
import dev.partywall.jdbc.Finding.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for risks in the schema of a database.
 *
 * @param discriminator the name of the discriminator column as the database stores it
 */
public record Doctor(String discriminator) {

  /**
   * The findings of all user schemas, the worst first.
   *
   * @param connection a connection of the application's role, outside a transaction
   * @param set whose database it is
   */
  public List<Finding> examine(Connection connection, DatasourceName set) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      // Then all names of users are shown with their schema.
      statement.execute("SET LOCAL search_path TO pg_catalog");
      for (Check check : Check.ALL) {
        findings.addAll(run(check, connection, set));
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    findings.sort(Comparator.comparing(Finding::severity));
    return List.copyOf(findings);
  }

  private List<Finding> run(Check check, Connection connection, DatasourceName set) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(check.sql())) {
      statement.setString(1, discriminator);
      statement.setString(2, discriminator);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          findings.add(
              new Finding(
                  check.code(),
                  Severity.valueOf(row.getString(1)),
                  set,
                  row.getString(2),
                  row.getString(3) + ".",
                  Arrays.asList((String[]) row.getArray(4).getArray())));
        }
      }
    }
    return findings;
  }
}
