package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Tenant;
import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** An application with a table of notes, into which each new tenant gets two. */
final class Notes implements SchemaMigrations, TenantSeeder {

  static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS note (
        tenant_id bigint NOT NULL, id int NOT NULL, text text NOT NULL, about int, PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, about) REFERENCES note);
      CREATE TABLE IF NOT EXISTS word (tenant_id bigint NOT NULL, word text NOT NULL);
      CREATE TABLE IF NOT EXISTS country (code text PRIMARY KEY);
      """;

  private final TenantDataSource door;
  private final String fingerprint;

  Notes(TenantDataSource door) {
    this(door, "notes 1");
  }

  Notes(TenantDataSource door, String fingerprint) {
    this.door = door;
    this.fingerprint = fingerprint;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    try (Connection connection = database.unguarded().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void seed(Tenant tenant, Map<String, String> seed) throws SQLException {
    try (Connection connection = door.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        try (ResultSet row = statement.executeQuery("select count(*) from word")) {
          row.next();
          if (row.getLong(1) > 0) {
            return;
          }
        }
        statement.executeUpdate("insert into note (id, text) values (1, 'one')");
        statement.executeUpdate("insert into note (id, text, about) values (2, 'two', 1)");
        statement.executeUpdate("insert into word (word) values ('" + seed.getOrDefault("word", "hello") + "')");
        connection.commit();
      } finally {
        connection.rollback();
      }
    }
  }
}
