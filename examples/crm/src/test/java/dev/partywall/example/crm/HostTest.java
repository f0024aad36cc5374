package dev.partywall.example.crm;

import static dev.partywall.example.crm.Deadline.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.example.crm.Api.Answer;
import dev.partywall.test.PostgresServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The host makes tenants while the application runs, on two nodes and two servers. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"crm.sample.scale-factor=0.003", "partywall.budget.acquire-timeout=2s"})
@ActiveProfiles("demo")
@DirtiesContext
class HostTest {

  private static final String TENANTS = "/host/api/tenants";
  private static final String CUSTOMER =
      """
      {"name": "%s", "address": "1 Wall Street", "phone": "12-345", "segment": "BUILDING", "nation": "Germany",
       "contacts": []}
      """;

  /** With the tables of the host, acme and globex. */
  private static final PostgresServer HOST = PostgresServer.builder().durable(true).start();

  /** With the databases of initech and of isolated tenants. */
  private static final PostgresServer OTHER = PostgresServer.builder().durable(true).start();

  private static final String SHARED = CrmTest.url(HOST.database("crm"));
  private static final String INITECH = CrmTest.url(OTHER.database("crm_initech"));

  private Api api;
  private Api olaf;

  @DynamicPropertySource
  static void databases(DynamicPropertyRegistry registry) {
    registry.add("crm.database.shared", () -> SHARED);
    registry.add("crm.database.initech", () -> INITECH);
  }

  @AfterAll
  static void stop() {
    HOST.close();
    OTHER.close();
  }

  @BeforeEach
  void connect(@Value("${local.server.port}") int port) {
    api = Api.on(port);
    olaf = api.withPassword("olaf", "olaf");
  }

  private static OtherNode otherNode() throws IOException {
    return OtherNode.start("--crm.database.shared=" + SHARED, "--crm.database.initech=" + INITECH);
  }

  /** Makes a tenant with an administrator called bill, and gives its address. */
  private String make(String name, String placement) {
    Answer made =
        olaf.withHeader("Prefer", "wait=60")
            .post(
                TENANTS,
                """
                {"name": "%s", "title": "The company %1$s", "placement": %s,
                 "seed": {"admin.name": "bill", "admin.password": "lumbergh"}}
                """
                    .formatted(name, placement));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return TENANTS + "/" + made.at("/id");
  }

  @Test
  void aTenantIsMadeUsedAndSuspendedWithAllItsSessions() {
    for (String placement :
        List.of(
            "{\"kind\": \"shared\"}",
            "{\"kind\": \"isolated\", \"datasource\": \"initech\"}",
            "{\"kind\": \"schema\"}")) {
      String kind = placement.split("\"")[3];
      String address = make("story-" + kind, placement);
      Api tenant = api.of("story-" + kind);
      assertThat(tenant.get("/api/customers").status()).as("nobody is logged in").isEqualTo(401);

      Api bill = tenant.withToken(tenant.token("/identity/token", "bill", "lumbergh"));
      Answer whoami = bill.get("/api/whoami");
      assertThat(whoami.at("/tenant")).isEqualTo("story-" + kind);
      assertThat(whoami.at("/placement")).isEqualTo(kind);
      assertThat(whoami.at("/session/user")).isEqualTo("bill");
      assertThat(bill.post("/api/customers", CUSTOMER.formatted("Of " + kind)).status()).isEqualTo(201);
      assertThat(bill.get("/api/customers").json().at("/content"))
          .singleElement()
          .satisfies(customer -> assertThat(customer.at("/name").asString()).isEqualTo("Of " + kind));
      Api cookie = tenant.withHeader("Cookie", logIn("story-" + kind));
      assertThat(cookie.get("/api/whoami").at("/session/user")).isEqualTo("bill");

      assertThat(olaf.post(address + "/suspend", "{\"reason\": \"unpaid\"}").at("/state")).isEqualTo("suspended");
      assertThat(bill.get("/api/customers").at("/code")).isEqualTo("tenant-suspended");
      assertThat(cookie.get("/api/customers").at("/code")).isEqualTo("tenant-suspended");
      assertThat(olaf.post(address + "/resume", "").at("/state")).isEqualTo("active");
      assertThat(bill.get("/api/customers").status()).as("the token ended with the epoch").isEqualTo(401);
      assertThat(cookie.get("/api/customers").status()).as("and the session").isEqualTo(401);
      assertThat(tenant.withPassword("bill", "lumbergh").get("/api/customers").status()).isEqualTo(200);
    }
    assertThat(olaf.get("/host/api/audit?limit=1").at("/entries/0/action")).isEqualTo("tenant.resume");
    assertThat(api.loggedIn("ada").get(TENANTS).status()).as("a tenant's user").isEqualTo(403);
  }

  /** Logs in by the page, and gives the session's cookie. */
  private String logIn(String tenant) {
    Api page = api.of(tenant);
    Answer form = page.get("/login");
    String csrf = cookie(form, "XSRF-TOKEN");
    String hidden = form.text().replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]*)\".*", "$1");
    Answer answer = page.withHeader("Cookie", csrf).form("/login", "username=bill&password=lumbergh&_csrf=" + hidden);
    assertThat(answer.status()).isEqualTo(302);
    return cookie(answer, "JSESSIONID");
  }

  private static String cookie(Answer answer, String name) {
    return answer.response().headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.split(";")[0])
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherProcessSeesAllOfItWithoutRestart() throws Exception {
    try (OtherNode node = otherNode()) {
      String address = make("two-nodes", "{\"kind\": \"isolated\", \"datasource\": \"initech\"}");
      Api here = api.of("two-nodes").withPassword("bill", "lumbergh");
      Api there = node.api().of("two-nodes").withPassword("bill", "lumbergh");
      assertThat(there.post("/api/customers", CUSTOMER.formatted("Written there")).status()).isEqualTo(201);
      assertThat(here.get("/api/customers").at("/content/0/name")).isEqualTo("Written there");

      Api token = node.api().of("two-nodes");
      Api bill = token.withToken(token.token("/identity/token", "bill", "lumbergh"));
      assertThat(bill.get("/api/customers").status()).isEqualTo(200);
      assertThat(olaf.post(address + "/suspend", "{\"reason\": \"unpaid\"}").status()).isEqualTo(200);
      eventually("the other node suspends", () -> bill.get("/api/customers").at("/code").equals("tenant-suspended"));
      assertThat(node.api().withPassword("olaf", "olaf").post(address + "/resume", "").status()).isEqualTo(200);
      eventually("this node resumes", () -> here.get("/api/customers").status() == 200);
      assertThat(bill.get("/api/customers").status()).as("what was logged in before is over").isEqualTo(401);

      assertThat(olaf.patch(address, "{\"name\": \"renamed\"}").status()).isEqualTo(200);
      Api renamed = node.api().of("renamed").withPassword("bill", "lumbergh");
      eventually("the other node renames", () -> renamed.get("/api/customers").status() == 200);
      assertThat(there.get("/api/customers").status()).isIn(401, 404);
    }
  }

  @Test
  void withoutTheHostsDatabaseKnownTenantsAreServedAndNobodyIsTheHost() throws Exception {
    make("elsewhere", "{\"kind\": \"isolated\", \"datasource\": \"initech\"}");
    Api elsewhere = api.of("elsewhere").withPassword("bill", "lumbergh");
    assertThat(elsewhere.post("/api/customers", CUSTOMER.formatted("Safe")).status()).isEqualTo(201);
    HOST.crash();
    assertThat(elsewhere.get("/api/customers").at("/content/0/name")).as("within its lease").isEqualTo("Safe");
    assertThat(api.of("initech").get("/api/customers/1").status()).as("configured, and elsewhere").isEqualTo(200);
    assertThat(api.of("acme").get("/api/customers/1").status()).as("its database is away").isEqualTo(503);
    assertThat(api.of("never-heard-of").get("/api/whoami").status()).as("cannot be looked up").isEqualTo(503);
    assertThat(olaf.get(TENANTS).status()).isIn(401, 500, 503);
    for (String tenant : List.of("elsewhere", "initech", "acme", "never-heard-of")) {
      assertThat(api.of(tenant).get("/api/whoami").text()).doesNotContain("HOST");
    }
    HOST.restart();
    eventually("the host is back", () -> olaf.get(TENANTS).status() == 200);
    assertThat(elsewhere.get("/api/customers").status()).isEqualTo(200);
    eventually("unknown names are unknown again", () -> api.of("never-heard-of").get("/api/whoami").status() == 404);
  }
}
