package dev.partywall.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@PartywallDatabases(
    value = {"main", "other"},
    scripts = "notes.sql")
class PartywallDatabasesTest {

  private final TestDatabase ofConstructor;

  PartywallDatabasesTest(TestDatabase first) {
    ofConstructor = first;
  }

  @Test
  void theFirstDatabaseNeedsNoName(@Database("main") TestDatabase main) {
    assertThat(ofConstructor).isEqualTo(main);
  }

  @Test
  void databasesAreFilledByTheScriptsAndApartFromEachOther(
      @Database("main") TestDatabase main, @Database("other") TestDatabase other) throws SQLException {
    main.execute("delete from note where id = 1");
    try {
      assertThat(count(main)).isEqualTo(1);
      assertThat(count(other)).isEqualTo(2);
    } finally {
      main.execute("insert into note values (1, 'first')");
    }
  }

  @Test
  void theServersZoneIsNotUtc(TestDatabase main) throws SQLException {
    assertThat(query(main, "select reset_val from pg_settings where name = 'TimeZone'")).isNotEqualTo("UTC");
    assertThat(query(main, "select boot_val <> reset_val from pg_settings where name = 'fsync'")).isEqualTo("t");
  }

  @Test
  void theServerIsPostgres18(TestDatabase main) throws SQLException {
    assertThat(query(main, "show server_version")).startsWith("18.");
  }

  @Nested
  class InsideAnother {
    @Test
    void theSameDatabasesAreUsed(TestDatabase first) {
      assertThat(first).isEqualTo(ofConstructor);
    }
  }

  @Test
  void aTransactionLeftOpenIsFound(TestDatabase main) throws SQLException {
    ClassDatabases databases =
        ClassDatabases.create(
            PostgresServer.shared(),
            PartywallDatabasesTest.class,
            PartywallDatabasesTest.class.getAnnotation(PartywallDatabases.class));
    try (databases;
        Connection connection = databases.first().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      databases.requireNoOpenTransaction();
      connection.setAutoCommit(false);
      statement.execute("select 'forgotten'");
      assertThatThrownBy(databases::requireNoOpenTransaction)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("forgotten");
    }
  }

  private static int count(TestDatabase database) throws SQLException {
    return Integer.parseInt(query(database, "select count(*) from note"));
  }

  private static String query(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new java.util.ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return String.join(",", found);
    }
  }
}
