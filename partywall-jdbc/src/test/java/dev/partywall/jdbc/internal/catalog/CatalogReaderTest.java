package dev.partywall.jdbc.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Function;
import dev.partywall.sql.Catalog.Kind;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Catalog.UniqueKey;
import dev.partywall.sql.TableName;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PartywallDatabases({"main", "other"})
class CatalogReaderTest {

  private static final String SCHEMA =
      """
      CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id bigint NOT NULL, "Note" varchar(20),
        dropped int, total numeric(10,2) NOT NULL, twice numeric GENERATED ALWAYS AS (total * 2) STORED,
        UNIQUE (tenant_id, "Note"));
      ALTER TABLE orders DROP COLUMN dropped;
      CREATE UNIQUE INDEX orders_lower ON orders (tenant_id, lower("Note"));
      CREATE UNIQUE INDEX orders_part ON orders (total) INCLUDE (id) WHERE total > 0;
      CREATE TABLE templates (id bigint PRIMARY KEY, tenant_id bigint, name text);
      CREATE TABLE plans (id bigint PRIMARY KEY, name text);
      CREATE DOMAIN tenant AS bigint NOT NULL;
      CREATE TABLE by_domain (id bigint, tenant_id tenant);
      CREATE TABLE events (id bigint, tenant_id bigint NOT NULL, at date) PARTITION BY RANGE (at);
      CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      CREATE TABLE animals (name text);
      CREATE TABLE pets (tenant_id bigint NOT NULL) INHERITS (animals);
      CREATE TABLE things (name text);
      CREATE TABLE tools () INHERITS (things);
      CREATE TABLE hammers (tenant_id bigint) INHERITS (tools);
      CREATE SEQUENCE numbers;
      CREATE RULE copy_plans AS ON INSERT TO plans DO ALSO INSERT INTO templates (name) VALUES (new.name);
      CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT count(*) FROM orders';
      CREATE FUNCTION plus(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $2';
      CREATE OPERATOR === (FUNCTION = plus, LEFTARG = text, RIGHTARG = text);
      CREATE SCHEMA "Other";
      CREATE TABLE "Other".orders (id int);
      CREATE MATERIALIZED VIEW totals AS SELECT tenant_id, sum(total) AS total FROM orders GROUP BY tenant_id;
      CREATE VIEW nested AS SELECT t.tenant_id FROM totals t;
      """;

  @BeforeAll
  static void create(TestDatabase main, @Database("other") TestDatabase other) {
    main.execute(SCHEMA);
    for (String schema : List.of("tenant_a", "tenant_b")) {
      other.execute(
          "CREATE SCHEMA "
              + schema
              + "; SET search_path TO "
              + schema
              + ";"
              + SCHEMA.replace("\"Other\"", schema + "_o"));
    }
  }

  private static Catalog read(TestDatabase database, @Nullable String schema) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      Catalog catalog = new CatalogReader("tenant_id").snapshot(connection, "main", schema).catalog();
      assertThat(connection.getAutoCommit()).isTrue();
      return catalog;
    }
  }

  private static Relation relation(Catalog catalog, String name) {
    return catalog.find(null, name).orElseThrow();
  }

  @Test
  void ownershipFollowsTheDiscriminatorColumn(TestDatabase main) throws SQLException {
    Catalog catalog = read(main, null);
    assertThat(relation(catalog, "orders").ownership()).isEqualTo(Ownership.TENANT);
    assertThat(relation(catalog, "templates").ownership()).isEqualTo(Ownership.MIXED);
    assertThat(relation(catalog, "plans").ownership()).isEqualTo(Ownership.COMMON);
    assertThat(relation(catalog, "by_domain").ownership()).isEqualTo(Ownership.TENANT);
  }

  @Test
  void columnsComeInOrderWithoutDroppedOnes(TestDatabase main) throws SQLException {
    assertThat(relation(read(main, null), "orders").columns())
        .containsExactly(
            new Column("id", "bigint", false, true),
            new Column("tenant_id", "bigint", false, false),
            new Column("Note", "character varying(20)", true, false),
            new Column("total", "numeric(10,2)", false, false),
            new Column("twice", "numeric", true, true));
  }

  @Test
  void uniqueKeysTellWhatTheirColumnsDecide(TestDatabase main) throws SQLException {
    assertThat(relation(read(main, null), "orders").uniqueKeys())
        .containsExactlyInAnyOrder(
            new UniqueKey("orders_pkey", Set.of("id"), true, true),
            new UniqueKey("orders_tenant_id_Note_key", Set.of("tenant_id", "Note"), false, true),
            new UniqueKey("orders_lower", Set.of("tenant_id"), false, false),
            new UniqueKey("orders_part", Set.of("total"), false, false));
  }

  @Test
  void partitionsAndChildrenKnowTheirParents(TestDatabase main) throws SQLException {
    Catalog catalog = read(main, null);
    assertThat(relation(catalog, "events").kind()).isEqualTo(Kind.PARTITIONED_TABLE);
    assertThat(relation(catalog, "events_2026").parents()).containsExactly(new TableName("public", "events"));
    assertThat(relation(catalog, "events_2026").ownership()).isEqualTo(Ownership.TENANT);
  }

  @Test
  void aParentIsHiddenIfAChildBelowHasTheDiscriminatorThatItLacks(TestDatabase main) throws SQLException {
    Catalog catalog = read(main, null);
    assertThat(relation(catalog, "animals").ownership()).isEqualTo(Ownership.HIDDEN);
    assertThat(relation(catalog, "things").ownership()).isEqualTo(Ownership.HIDDEN);
    assertThat(relation(catalog, "pets").ownership()).isEqualTo(Ownership.TENANT);
  }

  @Test
  void kindsAndRulesAndReadTablesAreKnown(TestDatabase main) throws SQLException {
    Catalog catalog = read(main, null);
    assertThat(relation(catalog, "numbers").kind()).isEqualTo(Kind.SEQUENCE);
    assertThat(relation(catalog, "plans").rules()).isTrue();
    assertThat(relation(catalog, "totals").rules()).isFalse();
    assertThat(relation(catalog, "totals").kind()).isEqualTo(Kind.MATERIALIZED_VIEW);
    assertThat(relation(catalog, "totals").ownership()).isEqualTo(Ownership.TENANT);
    assertThat(relation(catalog, "nested").kind()).isEqualTo(Kind.VIEW);
    assertThat(relation(catalog, "nested").ownership()).isEqualTo(Ownership.TENANT);
    assertThat(relation(catalog, "nested").readsTables()).containsExactly(new TableName("public", "orders"));
  }

  @Test
  void functionsComeWithWhatMayCallThem(TestDatabase main) throws SQLException {
    assertThat(read(main, null).functions())
        .containsExactlyInAnyOrder(
            new Function("public", "peek", 's', "sql", true, null, Set.of(), Set.of()),
            new Function("public", "plus", 'i', "sql", false, null, Set.of("==="), Set.of()));
  }

  @Test
  void namesAreLookedUpAlongTheSearchPathOfTheDatabase(TestDatabase main) throws SQLException {
    Catalog catalog = read(main, null);
    assertThat(catalog.searchPath()).containsExactly("public");
    assertThat(catalog.find("Other", "orders").orElseThrow().ownership()).isEqualTo(Ownership.COMMON);
    assertThat(catalog.find("pg_catalog", "pg_class")).isEmpty();
  }

  @Test
  void tenantsWithSchemasAlikeHaveTheSameCatalog(@Database("other") TestDatabase other) throws SQLException {
    Catalog a = read(other, "tenant_a");
    assertThat(a).isEqualTo(read(other, "tenant_b"));
    assertThat(relation(a, "orders").ownership()).isEqualTo(Ownership.TENANT);
    assertThat(relation(a, "orders").name().toString()).isEqualTo("orders");
    assertThat(relation(a, "by_domain").columns().getLast().type()).isEqualTo("tenant");
    assertThat(a.find("tenant_a", "orders")).isEmpty();
    assertThat(a.find("tenant_b", "orders")).isEmpty();
    assertThat(a.functions()).extracting(Function::schema).containsOnly(TableName.OWN_SCHEMA);
  }

  @Test
  void aMissingSchemaIsNamed(TestDatabase main) {
    assertThatThrownBy(() -> read(main, "tenant_x"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("'main'")
        .hasMessageContaining("no schema 'tenant_x'");
  }

  @Test
  void aServerThatEndsStringsElsewhereIsRefused(TestDatabase main) throws SQLException {
    assertRefused(main, "SET standard_conforming_strings = off", "standard_conforming_strings is off");
  }

  @Test
  void aSearchPathThatShadowsTheServersFunctionsIsRefused(TestDatabase main) throws SQLException {
    assertRefused(main, "SET search_path = public, pg_catalog", "pg_catalog comes after public");
  }

  private static void assertRefused(TestDatabase database, String setting, String message) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(setting);
      assertThatThrownBy(() -> new CatalogReader("tenant_id").snapshot(connection, "main", null))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(message);
    }
  }
}
