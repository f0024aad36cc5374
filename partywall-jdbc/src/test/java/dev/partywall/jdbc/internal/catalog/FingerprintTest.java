package dev.partywall.jdbc.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes the fingerprint of a schema, and what does not. */
@PartywallDatabases("changing")
class FingerprintTest {

  @BeforeAll
  static void create(@Database("changing") TestDatabase database) {
    database.execute(
        """
        CREATE TABLE t (id int PRIMARY KEY, tenant_id bigint, v text, w text);
        CREATE TABLE parent (id int, tenant_id bigint);
        CREATE TABLE child (id int, tenant_id bigint);
        CREATE TABLE parted (id int, tenant_id bigint) PARTITION BY LIST (tenant_id);
        CREATE TABLE part (id int, tenant_id bigint);
        CREATE DOMAIN d AS bigint;
        CREATE VIEW seen AS SELECT id FROM t;
        CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
        CREATE SEQUENCE s;
        CREATE INDEX i ON t (v);
        CREATE SCHEMA one; CREATE TABLE one.t (id int, tenant_id bigint);
        CREATE SCHEMA two; CREATE TABLE two.t (id int, tenant_id bigint);
        """);
  }

  private static String of(TestDatabase database, @Nullable String schema) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return Fingerprint.of(connection, schema);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE another (id int)",
        "ALTER TABLE t ADD added int",
        "ALTER TABLE t DROP w",
        "ALTER TABLE t RENAME v TO renamed",
        "ALTER TABLE t ALTER tenant_id SET NOT NULL",
        "ALTER TABLE t ALTER tenant_id DROP NOT NULL",
        "ALTER TABLE t RENAME TO moved; ALTER TABLE moved RENAME TO t",
        "ALTER TABLE t ADD UNIQUE (tenant_id, id)",
        "DROP INDEX i",
        "ALTER TABLE child INHERIT parent",
        "ALTER TABLE parted ATTACH PARTITION part DEFAULT",
        "ALTER DOMAIN d SET NOT NULL",
        "CREATE OR REPLACE VIEW seen AS SELECT 1 AS id",
        "CREATE RULE r AS ON INSERT TO t DO NOTHING",
        "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 2'",
        "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP FUNCTION IF EXISTS f(int)",
        "CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)",
        "CREATE CAST (d AS text) WITH INOUT",
        "CREATE SCHEMA third",
        "ALTER TABLE child SET SCHEMA third",
        "GRANT USAGE ON SCHEMA third TO PUBLIC",
        "DROP SEQUENCE s",
        "ALTER DATABASE changing SET search_path TO third, public",
        "CREATE EXTENSION citext",
        "ALTER EXTENSION citext ADD FUNCTION g()",
      })
  void aChangeOfTheSchemaChangesIt(String change, @Database("changing") TestDatabase database) throws SQLException {
    String before = of(database, null);
    database.execute(change.replace("DATABASE changing", "DATABASE \"" + database.name() + "\""));
    assertThat(of(database, null)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO parent (id) VALUES (1)",
        "SELECT nextval('u')",
        "ANALYZE t",
        "VACUUM t",
        "CREATE TEMPORARY TABLE passing (id int PRIMARY KEY, tenant_id bigint)",
        "BEGIN; ALTER TABLE t ADD undone int; ROLLBACK",
      })
  void whatDoesNotChangeTheSchemaLeavesIt(String change, @Database("changing") TestDatabase database)
      throws SQLException {
    database.execute("CREATE SEQUENCE IF NOT EXISTS u");
    String before = of(database, null);
    database.execute(change);
    assertThat(of(database, null)).isEqualTo(before);
  }

  @Test
  void ofTwoSchemasWithEqualNamesOnlyTheChangedOneDiffers(@Database("changing") TestDatabase database)
      throws SQLException {
    String one = of(database, "one");
    String two = of(database, "two");
    database.execute("ALTER TABLE one.t ADD added int");
    assertThat(of(database, "one")).isNotEqualTo(one);
    assertThat(of(database, "two")).isEqualTo(two);
  }

  @Test
  void aTransactionThatBeganBeforeAnotherAndEndsAfterItIsSeen(@Database("changing") TestDatabase database)
      throws SQLException {
    try (Connection slow = database.dataSource().getConnection()) {
      slow.setAutoCommit(false);
      slow.createStatement().execute("ALTER TABLE two.t ALTER tenant_id SET NOT NULL");
      database.execute("CREATE TABLE quick (id int)");
      String before = of(database, null);
      slow.commit();
      assertThat(of(database, null)).isNotEqualTo(before);
    }
  }
}
