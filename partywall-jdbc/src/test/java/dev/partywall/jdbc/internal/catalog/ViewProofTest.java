package dev.partywall.jdbc.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which views' discriminator is that of everything they read. */
@PartywallDatabases
class ViewProofTest {

  @BeforeAll
  static void create(TestDatabase database) {
    database.execute(
        """
        CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, customer bigint, v int);
        CREATE TABLE lines (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, order_id bigint, v int);
        CREATE TABLE notes (id bigint PRIMARY KEY, tenant_id bigint, t text);
        CREATE TABLE labels (id text PRIMARY KEY, tenant_id varchar(20) NOT NULL);
        CREATE TABLE plans (id bigint PRIMARY KEY, name text, owner bigint);
        CREATE TABLE tenants (id bigint PRIMARY KEY, name text);
        CREATE VIEW good AS SELECT tenant_id, id AS no FROM orders;
        CREATE VIEW bare AS SELECT id, v FROM orders;
        CREATE FUNCTION reader(bigint) RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM orders WHERE id > $1';
        CREATE COLLATION anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        """);
  }

  private static Ownership ownership(TestDatabase database, String definition) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      database.execute("DROP VIEW IF EXISTS tested; CREATE VIEW tested AS " + definition);
      Catalog catalog = new CatalogReader("tenant_id").snapshot(connection, "main", null).catalog();
      return catalog.find("public", "tested").orElseThrow().ownership();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM orders",
        "SELECT tenant_id, v AS \"a ) b\" FROM orders WHERE v > 1 ORDER BY id",
        "SELECT o.tenant_id, l.v FROM orders o JOIN lines l ON l.tenant_id = o.tenant_id AND" + " l.order_id = o.id",
        "SELECT o.tenant_id FROM orders o, lines l WHERE o.tenant_id = l.tenant_id AND l.v = 1",
        "SELECT tenant_id, o.v FROM orders o JOIN lines l USING (tenant_id)",
        "SELECT tenant_id, o.v FROM orders o LEFT JOIN lines l USING (tenant_id)",
        "SELECT o.tenant_id FROM orders o LEFT JOIN lines l ON l.tenant_id = o.tenant_id AND" + " l.order_id = o.id",
        "SELECT l.tenant_id FROM orders o RIGHT JOIN lines l ON l.tenant_id = o.tenant_id AND" + " l.order_id = o.id",
        "SELECT o.tenant_id FROM orders o LEFT JOIN (lines l JOIN notes n ON n.tenant_id ="
            + " l.tenant_id) ON l.tenant_id = o.tenant_id",
        "SELECT o.tenant_id FROM orders o LEFT JOIN (lines l LEFT JOIN notes n ON n.tenant_id ="
            + " l.tenant_id) ON l.tenant_id = o.tenant_id",
        "SELECT t.id AS tenant_id, count(*) FROM tenants t JOIN orders o ON o.tenant_id = t.id" + " GROUP BY t.id",
        "SELECT t.id AS tenant_id, o.v FROM tenants t LEFT JOIN orders o ON o.tenant_id = t.id",
        "SELECT o.*, p.name FROM orders o LEFT JOIN plans p ON p.id = o.v",
        "SELECT o.*, p.name FROM orders o CROSS JOIN plans p",
        "SELECT tenant_id, count(*), sum(v) FROM orders GROUP BY tenant_id HAVING count(*) > 1",
        "SELECT tenant_id, customer, count(*) FROM orders GROUP BY customer, tenant_id",
        "SELECT o.tenant_id, count(*) FROM orders o LEFT JOIN lines l ON l.tenant_id = o.tenant_id" + " GROUP BY o.id",
        "SELECT tenant_id, rank() OVER (PARTITION BY tenant_id ORDER BY v) FROM orders",
        "SELECT DISTINCT tenant_id, customer FROM orders",
        "SELECT DISTINCT ON (tenant_id, customer) tenant_id, id FROM orders ORDER BY tenant_id," + " customer, v",
        "SELECT tenant_id, v FROM orders UNION ALL SELECT tenant_id, v FROM lines",
        "(SELECT tenant_id, v FROM orders EXCEPT SELECT tenant_id, v FROM lines) INTERSECT SELECT"
            + " tenant_id, v FROM lines",
        "SELECT tenant_id, v FROM orders UNION SELECT owner, 1 FROM plans",
        "SELECT s.tenant_id FROM (SELECT tenant_id, sum(v) AS s FROM orders GROUP BY tenant_id) s",
        "WITH a AS (SELECT * FROM orders), b AS (SELECT * FROM a) SELECT a.tenant_id FROM a JOIN b"
            + " USING (tenant_id)",
        "SELECT g.tenant_id FROM good g JOIN lines l ON l.tenant_id = g.tenant_id",
        "SELECT o.tenant_id, EXISTS (SELECT FROM lines l WHERE l.tenant_id = o.tenant_id) FROM" + " orders o",
        "SELECT o.tenant_id, (SELECT count(*) FROM lines l WHERE l.tenant_id = o.tenant_id AND"
            + " l.order_id = o.id) FROM orders o",
        "SELECT o.tenant_id, x.v FROM orders o, LATERAL (SELECT l.v FROM lines l WHERE l.tenant_id"
            + " = o.tenant_id ORDER BY l.v LIMIT 1) x",
        "SELECT o.tenant_id, x.n FROM orders o LEFT JOIN LATERAL (SELECT count(*) AS n FROM lines l"
            + " WHERE l.tenant_id = o.tenant_id) x ON true",
        "SELECT tenant_id, count(*) FROM orders o JOIN lines l USING (tenant_id) WHERE EXISTS"
            + " (SELECT FROM notes n WHERE n.tenant_id = o.tenant_id) GROUP BY tenant_id",
        "SELECT a.tenant_id FROM labels a JOIN labels b ON a.tenant_id = b.tenant_id",
        "SELECT tenant_id, generate_series(1, 3) FROM orders",
        "SELECT tenant_id, lower(t) FROM notes WHERE tenant_id IS NOT NULL UNION ALL SELECT"
            + " tenant_id, 'x' FROM orders",
      })
  void aDiscriminatorTiedToAllThatIsReadIsProven(String definition, TestDatabase database) throws SQLException {
    assertThat(ownership(database, definition)).isIn(Ownership.TENANT, Ownership.MIXED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, v FROM orders",
        "SELECT count(*) FROM orders",
        "SELECT 1 AS tenant_id, v FROM orders",
        "SELECT id AS tenant_id, v FROM orders",
        "SELECT tenant_id + 0 AS tenant_id FROM orders",
        "SELECT max(tenant_id) AS tenant_id FROM orders",
        "SELECT coalesce(tenant_id, 1) AS tenant_id FROM notes",
        "SELECT o.tenant_id FROM orders o JOIN lines l ON l.order_id = o.id",
        "SELECT o.tenant_id FROM orders o, lines l",
        "SELECT o.tenant_id FROM orders o JOIN lines l ON l.tenant_id <= o.tenant_id",
        "SELECT o.tenant_id FROM orders o JOIN lines l ON l.tenant_id = o.tenant_id OR l.v = 1",
        "SELECT o.tenant_id FROM orders o JOIN lines l ON NOT l.tenant_id = o.tenant_id",
        "SELECT o.tenant_id FROM orders o LEFT JOIN lines l ON l.order_id = o.id",
        "SELECT l.tenant_id FROM orders o LEFT JOIN lines l ON l.tenant_id = o.tenant_id",
        "SELECT o.tenant_id FROM (orders o CROSS JOIN lines l) LEFT JOIN notes n ON o.tenant_id ="
            + " l.tenant_id AND n.tenant_id = o.tenant_id",
        "SELECT o.tenant_id FROM (orders o CROSS JOIN lines l) LEFT JOIN notes n ON n.tenant_id ="
            + " o.tenant_id AND n.tenant_id = l.tenant_id",
        "SELECT tenant_id FROM orders o FULL JOIN lines l USING (tenant_id)",
        "SELECT tenant_id, v FROM orders ORDER BY v LIMIT 10",
        "SELECT tenant_id, v FROM orders OFFSET 1",
        "SELECT tenant_id, v FROM orders UNION SELECT tenant_id, v FROM lines LIMIT 3",
        "SELECT tenant_id, rank() OVER (ORDER BY v) FROM orders",
        "SELECT tenant_id, rank() OVER (PARTITION BY customer ORDER BY v) FROM orders",
        "SELECT tenant_id, sum(v) OVER w, rank() OVER (w ORDER BY id) FROM orders WINDOW w AS" + " (PARTITION BY v)",
        "SELECT DISTINCT ON (customer) tenant_id, customer FROM orders",
        "SELECT tenant_id, count(*) FROM orders GROUP BY ROLLUP (tenant_id)",
        "SELECT tenant_id, v FROM orders UNION ALL SELECT id, v FROM lines",
        "SELECT v AS tenant_id, tenant_id AS v FROM orders UNION ALL SELECT tenant_id, v FROM" + " lines",
        "SELECT o.tenant_id, b.v FROM orders o JOIN bare b ON b.id = o.id",
        "SELECT o.tenant_id, (SELECT count(*) FROM lines) FROM orders o",
        "SELECT o.tenant_id, (SELECT count(*) FROM lines l WHERE l.order_id = o.id) FROM orders o",
        "SELECT o.tenant_id FROM orders o WHERE o.id IN (SELECT order_id FROM lines)",
        "SELECT o.tenant_id FROM orders o WHERE EXISTS (SELECT FROM lines l LEFT JOIN notes n"
            + " ON l.tenant_id = o.tenant_id AND n.tenant_id = o.tenant_id)",
        "SELECT p.owner AS tenant_id FROM plans p WHERE EXISTS (SELECT FROM lines)",
        "SELECT o.tenant_id, x.n FROM orders o, LATERAL (SELECT count(*) AS n FROM lines l WHERE"
            + " l.order_id = o.id) x",
        "SELECT o.tenant_id FROM orders o, generate_series(1, (SELECT count(*) FROM lines)) g",
        "WITH a AS (SELECT id FROM orders) SELECT l.tenant_id FROM lines l JOIN a ON a.id =" + " l.order_id",
        "WITH RECURSIVE a AS (SELECT tenant_id, id FROM orders UNION SELECT a.tenant_id, o.id FROM"
            + " a, orders o) SELECT tenant_id FROM a",
        "SELECT tenant_id, reader(id) FROM orders",
        "SELECT name, reader(id) FROM plans",
        "SELECT tenant_id, query_to_xml('select * from orders', true, true, '') FROM orders",
        "SELECT query_to_xml('select * from orders', true, true, '')",
        "SELECT tablename, most_common_vals::text FROM pg_stats",
        "SELECT a.tenant_id FROM labels a JOIN labels b ON a.tenant_id = b.tenant_id COLLATE" + " anycase",
        "SELECT owner AS tenant_id FROM plans",
      })
  void aViewWithoutProofIsHidden(String definition, TestDatabase database) throws SQLException {
    assertThat(ownership(database, definition)).isEqualTo(Ownership.HIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM plans",
        "SELECT 1 AS one",
        "SELECT count(*) FROM plans p FULL JOIN tenants t ON t.id = p.id LIMIT 3",
        "VALUES (1), (2)"
      })
  void aViewOverCommonTablesIsCommon(String definition, TestDatabase database) throws SQLException {
    assertThat(ownership(database, definition)).isEqualTo(Ownership.COMMON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM notes", "SELECT tenant_id FROM orders UNION ALL SELECT tenant_id FROM notes"})
  void aViewThatShowsTheHostsRowsIsMixed(String definition, TestDatabase database) throws SQLException {
    assertThat(ownership(database, definition)).isEqualTo(Ownership.MIXED);
  }
}
