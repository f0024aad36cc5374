/**
 * Support for testing applications with several tenants on a real PostgreSQL.
 *
 * <p>In a JUnit test, databases come with an annotation. There is one server in a JVM; each test class gets databases
 * of its own.
 *
 * {@snippet :
 * @PartywallDatabases(value = {"main", "isolated"}, scripts = "/schema.sql")
 * class OrdersTest {
 *   @Test
 *   void findsOrders(@Database("main") TestDatabase main, @Database("isolated") TestDatabase isolated) {
 *     DataSource data = main.dataSource();
 *   }
 * }
 * }
 *
 * <p>Without JUnit, also with a lasting directory:
 *
 * {@snippet :
 * try (PostgresServer server = PostgresServer.builder().directory(Path.of("data")).port(5433).durable(true).start()) {
 *   TestDatabase main = server.database("main");
 * }
 * }
 *
 * <p>Where neither fits, as in a Spring test's property source: {@code PostgresServer.shared().freshDatabase("main")}.
 */
@NullMarked
package dev.partywall.test;

import org.jspecify.annotations.NullMarked;
