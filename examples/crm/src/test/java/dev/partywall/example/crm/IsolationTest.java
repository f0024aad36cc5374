package dev.partywall.example.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.example.crm.Api.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Nobody sees or touches what belongs to somebody else, however the tenant is named. */
class IsolationTest extends CrmTest {

  private static final List<String> TENANTS = List.of("acme", "globex", "initech");

  private static final String CUSTOMER =
      """
      {"name": "%s", "address": "1 Wall Street", "phone": "12-345", "segment": "BUILDING", "nation": "Germany",
       "contacts": [{"name": "Ada", "email": "ada@example.com", "role": "Finance"}]}
      """;

  private static final String PRODUCT =
      """
      {"name": "%s", "manufacturer": "Manufacturer#1", "brand": "Brand#11", "type": "BRICK", "price": 9.99}
      """;

  private static final String ORDER =
      """
      {"customerId": 1, "lines": [{"productId": 1, "quantity": 2}, {"productId": 2, "quantity": 1, "discount": 0.5}]}
      """;

  /** The ways to name a tenant. */
  enum Way {
    HEADER {
      @Override
      Api name(Api api, String tenant) {
        return api.of(tenant);
      }
    },
    QUERY {
      @Override
      Api name(Api api, String tenant) {
        return api.withQuery("x-tenant=" + tenant);
      }
    },
    COOKIE {
      @Override
      Api name(Api api, String tenant) {
        return api.withHeader("Cookie", "tenant=" + tenant);
      }
    },
    HOST_NAME {
      @Override
      Api name(Api api, String tenant) {
        return api.onHost(tenant + ".localhost");
      }
    },
    LOGIN {
      @Override
      Api name(Api api, String tenant) {
        return api.loggedIn(
            switch (tenant) {
              case "acme" -> "ada";
              case "globex" -> "grace";
              default -> "ines";
            });
      }
    };

    abstract Api name(Api api, String tenant);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void oneIdIsThreeDifferentCustomers(Way way) {
    for (int slice = 0; slice < TENANTS.size(); slice++) {
      Answer answer = way.name(api, TENANTS.get(slice)).get("/api/customers/7");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.at("/name")).isEqualTo(customerName(slice, CUSTOMERS, 7));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void eachWayLeadsToTheTenantAndItsDatabase(Way way) {
    Answer acme = way.name(api, "acme").get("/api/whoami");
    assertThat(acme.at("/tenant")).isEqualTo("acme");
    assertThat(acme.at("/placement")).isEqualTo("shared");
    assertThat(acme.at("/datasource")).isEqualTo("main");
    Answer initech = way.name(api, "initech").get("/api/whoami");
    assertThat(initech.at("/tenant")).isEqualTo("initech");
    assertThat(initech.at("/placement")).isEqualTo("isolated");
    assertThat(initech.at("/datasource")).isEqualTo("initech");
  }

  static Stream<List<String>> foreign() {
    return Stream.of(
        List.of("/api/customers", CUSTOMER.formatted("Only Acme"), "name", "Only Acme"),
        List.of("/api/products", PRODUCT.formatted("only acme"), "name", "only acme"),
        List.of("/api/orders", ORDER, "customerId", "1"));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void aForeignIdIsNotFoundAndNotTouched(List<String> thing) {
    String path = thing.get(0);
    Answer added = api.of("acme").post(path, thing.get(1));
    assertThat(added.status()).isEqualTo(201);
    String address = added.response().headers().firstValue("Location").orElseThrow();
    for (String other : List.of("globex", "initech")) {
      assertThat(api.of(other).get(address).status()).isEqualTo(404);
      assertThat(api.of(other).patch(address, "{\"name\": \"stolen\", \"priority\": \"LOW\"}").status()).isEqualTo(404);
      assertThat(api.of(other).delete(address).status()).isEqualTo(404);
    }
    Answer still = api.of("acme").get(address);
    assertThat(still.status()).isEqualTo(200);
    assertThat(still.at("/" + thing.get(2))).isEqualTo(thing.get(3));
    assertThat(api.of("acme").delete(address).status()).isEqualTo(204);
    assertThat(api.of("acme").get(address).status()).isEqualTo(404);
  }

  @Test
  void whatOneTenantAddsNoOtherFinds() {
    Answer added = api.of("acme").post("/api/customers", CUSTOMER.formatted("Invisible Bricks"));
    assertThat(found("acme", "Invisible")).isEqualTo(1);
    assertThat(found("globex", "Invisible")).isZero();
    assertThat(found("initech", "Invisible")).isZero();
    api.of("acme").delete("/api/customers/" + added.number("/id"));
  }

  private long found(String tenant, String text) {
    return api.of(tenant).get("/api/customers?q=" + text).number("/page/totalElements");
  }

  @Test
  void listsHoldOnlyTheTenantsOwn() {
    for (int slice = 0; slice < TENANTS.size(); slice++) {
      JsonNode page = api.of(TENANTS.get(slice)).get("/api/customers?size=200").json();
      assertThat(page.at("/page/totalElements").asInt()).isEqualTo(CUSTOMERS);
      for (JsonNode customer : page.at("/content")) {
        assertThat(customer.at("/name").asString())
            .isEqualTo(customerName(slice, CUSTOMERS, customer.at("/id").asLong()));
      }
    }
  }

  @Test
  void aChangeReachesOnlyTheTenantsRowOfThatId() {
    assertThat(api.of("acme").patch("/api/customers/9", "{\"phone\": \"changed\"}").status()).isEqualTo(200);
    assertThat(api.of("acme").get("/api/customers/9").at("/phone")).isEqualTo("changed");
    assertThat(api.of("globex").get("/api/customers/9").at("/phone")).isNotEqualTo("changed");
    assertThat(api.of("initech").get("/api/customers/9").at("/phone")).isNotEqualTo("changed");
  }

  @Test
  void namingATenantInTheBodyMovesNothing() {
    Answer answer = api.of("acme").patch("/api/customers/8", "{\"tenantId\": 2, \"tenant_id\": 2, \"id\": 900}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.number("/id")).isEqualTo(8);
    assertThat(api.of("globex").get("/api/customers/8").at("/name")).isEqualTo(customerName(1, CUSTOMERS, 8));
    assertThat(api.of("globex").get("/api/customers/900").status()).isEqualTo(404);
  }

  @Test
  void anOrderCannotBePlacedForAForeignCustomer() {
    long foreign = api.of("acme").post("/api/customers", CUSTOMER.formatted("Mine")).number("/id");
    Answer answer =
        api.of("globex")
            .post(
                "/api/orders",
                "{\"customerId\": %d, \"lines\": [{\"productId\": 1, \"quantity\": 1}]}".formatted(foreign));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/detail")).isEqualTo("There is no customer " + foreign + ".");
    api.of("acme").delete("/api/customers/" + foreign);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void anUnknownTenantIsNotFound(Way way) {
    if (way != Way.LOGIN) {
      assertThat(way.name(api, "nobody").get("/api/customers/1"))
          .satisfies(answer -> assertProblem(answer, 404, "tenant-unknown"));
    }
  }

  @Test
  void withoutATenantTheApiAnswersNothing() {
    assertProblem(api.get("/api/customers/1"), 400, "tenant-required");
    assertProblem(api.get("/api/whoami"), 400, "tenant-required");
  }

  @Test
  void aRepeatedHeaderIsRefused() {
    assertThat(api.of("acme").of("globex").get("/api/customers/1").status()).isEqualTo(400);
    assertThat(api.of("acme").of("acme").get("/api/customers/1").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"../x", "'acme;globex'", "' '", "acme/../globex", "'acme,globex'"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThat(api.of(name).get("/api/customers/1").status()).isEqualTo(400);
  }

  @Test
  void aLoginOfAnotherTenantThanTheOneAskedForIsRefused() {
    assertProblem(api.loggedIn("ada").of("globex").get("/api/customers/1"), 403, "tenant-mismatch");
    assertProblem(api.loggedIn("ada").withQuery("x-tenant=initech").get("/api/customers/1"), 403, "tenant-mismatch");
    assertProblem(api.loggedIn("ada").onHost("globex.localhost").get("/api/customers/1"), 403, "tenant-mismatch");
    assertThat(api.loggedIn("ada").of("acme").get("/api/customers/1").status()).isEqualTo(200);
  }

  @Test
  void somebodyOfTheHostIsRefusedAtATenantsAddress() {
    assertProblem(api.loggedIn("olaf").of("acme").get("/api/customers/1"), 403, "tenant-mismatch");
  }

  @Test
  void aWrongPasswordIsNotALogin() {
    Answer answer = api.withHeader("Authorization", "Basic YWRhOndyb25n").of("acme").get("/api/customers/1");
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void whoamiKnowsWhetherSomebodyIsLoggedIn() {
    assertThat(api.of("acme").get("/api/whoami").at("/session/state")).isEqualTo("TENANT_KNOWN");
    Answer ada = api.loggedIn("ada").get("/api/whoami");
    assertThat(ada.at("/session/state")).isEqualTo("TENANT_USER");
    assertThat(ada.at("/session/user")).isEqualTo("ada");
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.text()).contains(type);
  }
}
