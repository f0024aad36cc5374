package dev.partywall.example.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.example.crm.Api.Answer;
import dev.partywall.test.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Fifty tenants, forty-five of them in one database, and a thousand requests at once. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "crm.sample.scale-factor=0.004",
      "crm.open=true",
      "partywall.budget.acquire-timeout=5m",
      "server.tomcat.accept-count=1000",
      "server.tomcat.connection-timeout=5m",
      "server.tomcat.keep-alive-timeout=5m"
    })
@ActiveProfiles("demo")
class ManyTenantsTest {

  private static final int TENANTS = 50;
  private static final int REQUESTS = 1000;
  private static final int CUSTOMERS = 12;

  private Api api;

  @DynamicPropertySource
  static void tenants(DynamicPropertyRegistry registry) {
    String shared = CrmTest.url(PostgresServer.shared().freshDatabase("many"));
    registry.add("partywall.datasources.main.write[0].url", () -> shared);
    for (int i = 0; i < TENANTS; i++) {
      String entry = "partywall.tenants[" + i + "].";
      String name = name(i);
      int id = i + 1;
      registry.add(entry + "name", () -> name);
      registry.add(entry + "id", () -> id);
      registry.add(entry + "title", () -> name);
      if (i % 10 == 9) {
        String own = CrmTest.url(PostgresServer.shared().freshDatabase("many_own"));
        registry.add("partywall.datasources." + name + ".write[0].url", () -> own);
        registry.add(entry + "isolated", () -> true);
        registry.add(entry + "datasource", () -> name);
      }
    }
    registry.add("crm.database.initech", () -> shared);
  }

  /** In the order of their names, tenants get the slices of the data. */
  private static String name(int tenant) {
    return "tenant%02d".formatted(tenant);
  }

  @BeforeEach
  void connect(@Value("${local.server.port}") int port) {
    api = Api.on(port);
  }

  @Test
  void aThousandRequestsAtOnceBringNoForeignRow() throws Exception {
    List<Future<?>> requests = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < REQUESTS; i++) {
        int tenant = i * 7 % TENANTS;
        int kind = i / TENANTS % 5;
        long id = i % CUSTOMERS + 1;
        requests.add(threads.submit(() -> check(tenant, kind, id)));
      }
    }
    for (Future<?> request : requests) {
      request.get();
    }
  }

  private void check(int tenant, int kind, long id) {
    Api own = api.of(name(tenant));
    switch (kind) {
      case 0 -> assertThat(own.get("/api/whoami").at("/tenant")).isEqualTo(name(tenant));
      case 1 -> assertCustomer(tenant, own.get("/api/customers/" + id), id);
      case 2 ->
          assertThat(own.get("/api/customers?size=200").json().at("/content"))
              .hasSize(CUSTOMERS)
              .allSatisfy(customer -> assertName(tenant, customer, "/name", "/id"));
      case 3 ->
          assertThat(own.get("/api/orders?size=20").json().at("/content"))
              .hasSize(20)
              .allSatisfy(order -> assertName(tenant, order, "/customer", "/customerId"));
      default -> assertChange(tenant, own, id);
    }
  }

  private static void assertCustomer(int tenant, Answer answer, long id) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/name")).isEqualTo(CrmTest.customerName(tenant, CUSTOMERS, id));
  }

  private static void assertName(int tenant, JsonNode node, String name, String id) {
    assertThat(node.at(name).asString()).isEqualTo(CrmTest.customerName(tenant, CUSTOMERS, node.at(id).asLong()));
  }

  private static void assertChange(int tenant, Api own, long id) {
    Answer changed = own.patch("/api/customers/" + id, "{\"address\": \"%s %s\"}".formatted(name(tenant), id));
    assertThat(changed.status()).isIn(200, 409);
    if (changed.status() == 200) {
      assertCustomer(tenant, changed, id);
      assertThat(changed.at("/address")).isEqualTo(name(tenant) + " " + id);
    }
    assertThat(own.get("/api/customers/" + id).at("/address")).isEqualTo(name(tenant) + " " + id);
  }
}
