package dev.partywall.spring.boot.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.NoTenancyException;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every deployment of docs/deployments.md runs as it is shown there. */
@PartywallDatabases({"main", "acme", "globex"})
class DeploymentsTest {

  private final TestDatabase main;
  private final TestDatabase acme;
  private final TestDatabase globex;

  DeploymentsTest(
      @Database("main") TestDatabase main,
      @Database("acme") TestDatabase acme,
      @Database("globex") TestDatabase globex) {
    this.main = main;
    this.acme = acme;
    this.globex = globex;
  }

  @BeforeEach
  void clear() {
    for (TestDatabase database : List.of(main, acme, globex)) {
      database.execute("drop schema if exists schema_test cascade; drop schema public cascade; create schema public");
    }
  }

  private Map<String, Object> urls() {
    return Map.of("MAIN_URL", main.jdbcUrl(), "ACME_URL", acme.jdbcUrl(), "GLOBEX_URL", globex.jdbcUrl());
  }

  /** Whose notes there are, past the door. */
  private static List<String> notes(TestDatabase database, String schema) {
    return JdbcClient.create(database.dataSource())
        .sql("select tenant_id || ' ' || text from " + schema + ".note order by tenant_id, id")
        .query(String.class)
        .list();
  }

  @Test
  void one_application_for_each_customer() throws IOException {
    try (Node ofAcme = Node.start("per-customer", customer(acme, "acme", 1));
        Node ofGlobex = Node.start("per-customer", customer(globex, "globex", 2))) {
      ofAcme.write("acme", 1, "of acme");
      ofGlobex.write("globex", 1, "of globex");
      assertThat(ofAcme.read("acme")).containsExactly("of acme");
      assertThat(ofGlobex.read("globex")).containsExactly("of globex");
    }
    assertThat(notes(acme, "public")).containsExactly("1 of acme");
    assertThat(notes(globex, "public")).containsExactly("2 of globex");
  }

  private static Map<String, Object> customer(TestDatabase database, String name, int id) {
    return Map.of("MAIN_URL", database.jdbcUrl(), "CUSTOMER_NAME", name, "CUSTOMER_ID", id);
  }

  @Test
  void one_application_and_a_database_for_each_tenant() throws IOException {
    try (Node node = Node.start("database-per-tenant", urls())) {
      writeAndRead(node, "acme", "globex");
    }
    assertThat(notes(main, "public")).isEmpty();
    assertThat(notes(acme, "public")).containsExactly("1 of acme");
    assertThat(notes(globex, "public")).containsExactly("2 of globex");
  }

  /** The same key for each tenant. */
  private static void writeAndRead(Node node, String... tenants) {
    for (String tenant : tenants) {
      node.write(tenant, 1, "of " + tenant);
    }
    for (String tenant : tenants) {
      assertThat(node.read(tenant)).containsExactly("of " + tenant);
    }
  }

  @Test
  void one_application_and_one_shared_database() throws IOException {
    try (Node node = Node.start("shared", urls())) {
      writeAndRead(node, "acme", "globex");
    }
    assertThat(notes(main, "public")).containsExactly("1 of acme", "2 of globex");
  }

  @Test
  void hybrid() throws IOException {
    try (Node node = Node.start("hybrid", urls())) {
      writeAndRead(node, "shareTest", "shareTest2", "isolateTest", "schemaTest");
      String derived = node.tenant("sharetest").id().toString();
      assertThat(notes(main, "public")).containsExactly("2 of shareTest2", derived + " of shareTest");
    }
    assertThat(notes(acme, "public")).containsExactly("1000 of isolateTest");
    assertThat(notes(main, "schema_test")).containsExactly("1001 of schemaTest");
  }

  /** Nodes are processes of their own; here they share one logging system, which cannot be set up twice at a time. */
  @Test
  void several_nodes_that_start_at_once() throws Exception {
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Node>> starting =
          List.of(
              starters.submit(() -> Node.start("hybrid", urls())), starters.submit(() -> Node.start("hybrid", urls())));
      try (Node one = starting.getFirst().get();
          Node other = starting.getLast().get()) {
        one.write("isolateTest", 1, "written on one");
        assertThat(other.read("isolateTest")).containsExactly("written on one");
        other.write("schemaTest", 1, "written on the other");
        assertThat(one.read("schemaTest")).containsExactly("written on the other");
      }
    } finally {
      System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
    }
  }

  @Test
  void without_tenancy() throws IOException {
    try (Node node = Node.start("switched-off", urls())) {
      node.writeHere(1, "outside of any request");
      node.write("default", 2, "for the one tenant");
      assertThat(node.readHere()).containsExactly("outside of any request", "for the one tenant");
    }
    assertThat(notes(main, "public")).containsExactly("1 outside of any request", "1 for the one tenant");
    try (Node node = Node.start("shared", urls())) {
      assertThat(node.read("acme")).containsExactly("outside of any request", "for the one tenant");
      assertThat(node.read("globex")).isEmpty();
      assertThatThrownBy(node::readHere).isInstanceOf(NoTenancyException.class);
    }
  }
}
