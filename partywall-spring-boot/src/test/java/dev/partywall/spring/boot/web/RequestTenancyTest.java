package dev.partywall.spring.boot.web;

import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static dev.partywall.spring.boot.app.WebApplication.bearerOfNobody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.Http.Response;
import dev.partywall.spring.boot.app.TestTenants;
import dev.partywall.spring.boot.app.WebApplication;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Real requests over HTTP to an application with Spring Security. */
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:postgresql://localhost:1/none",
      "partywall.resolve.domain.formats={tenant}.localhost",
      "partywall.resolve.host-paths=/host/**",
      "partywall.resolve.optional-paths=/,/open/**",
      "partywall.mdc.user=true",
    })
class RequestTenancyTest {

  private final Http http;
  private final TestTenants tenants;

  RequestTenancyTest(@LocalServerPort int port, @Autowired TestTenants tenants) {
    this.http = new Http(port);
    this.tenants = tenants;
  }

  @ParameterizedTest
  @CsvSource({
    "/who, X-Tenant: acme",
    "/who?x-tenant=acme, X-Other: 1",
    "/who, Cookie: a=b; tenant=acme",
    "/who, Host: acme.localhost",
    "/who, Host: ACME.localhost.:8080",
    "/who, Host: shop.acme.org",
  })
  void aTenantIsFoundByHeaderQueryCookieAndHostName(String path, String header) {
    Response response = http.get(path, header);
    assertThat(response.body()).isEqualTo("acme nobody TENANT_KNOWN mdc=acme");
    assertThat(response.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/who | X-Other: 1 | 400 | tenant-required",
        "/who | X-Tenant: nobody | 404 | tenant-unknown",
        "/who | X-Tenant: closed | 403 | tenant-suspended",
        "/who | X-Tenant: | 400 | tenant-name-invalid",
        "/who | X-Tenant: ../x | 400 | tenant-name-invalid",
        "/who?x-tenant= | X-Tenant: acme | 400 | tenant-name-invalid",
        "/who?x-tenant | X-Tenant: acme | 400 | tenant-name-invalid",
        "/who?x-tenant=acme&x-tenant=globex | X-Other: 1 | 400 | tenant-ambiguous",
        "/who?x-tenant=%zz | X-Other: 1 | 400 | tenant-name-invalid",
        "/who?x-tenant=acme%00 | X-Other: 1 | 400 | tenant-name-invalid",
        "/who | Cookie: tenant=acme; tenant=globex | 400 | tenant-ambiguous",
        "/who | Host: nobody.localhost | 404 | tenant-unknown",
      })
  void whatCannotBeServedIsAProblem(String path, String header, int status, String code) {
    Response response = http.get(path, header);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Content-Type")).contains("application/problem+json");
    assertThat(response.header("Cache-Control")).contains("no-store");
    assertThat(response.body())
        .contains(
            "\"type\":\"urn:partywall:problem:" + code + "\"",
            "\"status\":" + status,
            "\"code\":\"" + code + "\"",
            "\"instance\":\"/who\"",
            "\"title\":",
            "\"detail\":");
  }

  @Test
  void aRepeatedHeaderIsRefused() {
    assertThat(http.get("/who", "X-Tenant: acme", "X-Tenant: acme").body()).contains("tenant-ambiguous");
  }

  @Test
  void aStoreThatIsDownIsNeitherUnknownNorTheHost() {
    tenants.setDown(true);
    try {
      Response response = http.get("/who", "X-Tenant: acme");
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).contains("tenant-store-unavailable").doesNotContain("IllegalState");
    } finally {
      tenants.setDown(false);
    }
  }

  @Test
  void theTenantOfATokenDecides() {
    String token = bearer("eve", Map.of("tenant", "globex"));
    assertThat(http.get("/who", token).body()).isEqualTo("globex eve TENANT_USER mdc=globex");
    assertThat(http.get("/who", token, "X-Tenant: globex").body()).isEqualTo("globex eve TENANT_USER mdc=globex");
    assertThat(http.get("/who", token, "Host: globex.localhost").body()).isEqualTo("globex eve TENANT_USER mdc=globex");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Tenant: acme", "Cookie: tenant=acme", "Host: acme.localhost", "X-Tenant: nobody"})
  void aTokenAndAnAddressThatDisagreeAreRefused(String header) {
    Response response = http.get("/who", bearer("eve", Map.of("tenant", "globex")), header);
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.body()).contains("tenant-mismatch").doesNotContain("globex");
  }

  @Test
  void aTokenWithoutAUserGetsItsTenantFromNoHeaderEither() {
    String ofGlobex = bearerOfNobody(Map.of("tenant", "globex"));
    assertThat(http.get("/who", ofGlobex).body()).startsWith("globex ").contains("TENANT_USER");
    assertThat(http.get("/who", ofGlobex, "X-Tenant: acme").body()).contains("tenant-mismatch");
    String ofNobody = bearerOfNobody(Map.of("scope", "any"));
    assertThat(http.get("/who", ofNobody, "X-Tenant: acme").body()).contains("tenant-mismatch");
    assertThat(http.get("/who", ofNobody).body()).contains("tenant-required");
  }

  @Test
  void aHostUserIsRefusedAtATenantsAddress() {
    String token = bearer("root", Map.of());
    assertThat(http.get("/who", token, "X-Tenant: acme").body()).contains("tenant-mismatch");
    assertThat(http.get("/who", token).body()).contains("tenant-required");
  }

  @Test
  void hostPathsAreForHostUsers() {
    assertThat(http.get("/host/who", bearer("root", Map.of())).body()).isEqualTo("host root HOST_USER mdc=host");
    assertThat(http.get("/host/who").body()).contains("host-only");
    assertThat(http.get("/host/who", bearer("eve", Map.of("tenant", "globex"))).body()).contains("host-only");
    assertThat(http.get("/host/who", bearer("root", Map.of()), "X-Tenant: acme").body()).contains("tenant-mismatch");
  }

  @Test
  void ignoredPathsRunUnboundWhateverTheRequestSays() {
    assertThat(http.get("/css/who.css", "X-Tenant: acme").body()).isEqualTo("unbound nobody ANONYMOUS mdc=null");
    assertThat(http.get("/css/who.css", "X-Tenant: ../x").status()).isEqualTo(200);
    assertThat(http.get("/actuator/health", "X-Tenant: nobody").body()).doesNotContain("tenant-unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/css/../who", "/css/%2e%2e/who", "/css/..;x/who", "//css/who", "/css;x=y/../who"})
  void noSpellingOfAnIgnoredPathReachesAnotherUnchecked(String path) {
    Response response = http.get(path, "X-Tenant: acme");
    assertThat(response.body()).doesNotStartWith("unbound");
  }

  @Test
  void optionalPathsRunUnboundOnlyIfNobodyIsNamed() {
    assertThat(http.get("/").body()).isEqualTo("unbound nobody ANONYMOUS mdc=null");
    assertThat(http.get("/open/who", "X-Tenant: acme").body()).isEqualTo("acme nobody TENANT_KNOWN mdc=acme");
    assertThat(http.get("/open/who", "X-Tenant: nobody").status()).isEqualTo(404);
    assertThat(http.get("/open/who", "X-Tenant:").status()).isEqualTo(400);
  }

  @Test
  void preflightRequestsNeedNoTenant() {
    Response response =
        http.send("OPTIONS", "/who", "Origin: http://elsewhere.test", "Access-Control-Request-Method: GET");
    assertThat(response.body()).doesNotContain("tenant-required");
    assertThat(http.send("OPTIONS", "/who").body()).contains("tenant-required");
  }

  @Test
  void whoIsNotLoggedInIsToldSoBeforeAnythingOfTenants() {
    Response response = http.get("/private", "X-Tenant: nobody");
    assertThat(response.status()).isEqualTo(401);
    assertThat(response.body()).doesNotContain("tenant-unknown");
  }

  @Test
  void aFormsBodyIsLeftToTheApplication() {
    String body = "text=x-tenant&x-tenant=globex";
    Response response =
        http.send(
            "POST",
            "/form",
            "X-Tenant: acme",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: " + body.length() + "\r\n\r\n" + body);
    assertThat(response.body()).isEqualTo("acme nobody TENANT_KNOWN mdc=acme text=x-tenant");
  }

  @Test
  void anErrorPageRunsInTheRequestsTenancy() {
    Response response = http.get("/fail/planted", "X-Tenant: acme");
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("error page for acme nobody TENANT_KNOWN mdc=acme");
  }

  @Test
  void anErrorPageOfARequestThatWasNotResolvedRunsUnbound() {
    assertThat(http.get("/private", bearer("eve", Map.of("tenant", "globex")) + "x").status()).isEqualTo(401);
    assertThat(http.get("/error").body()).isEqualTo("error page for unbound nobody ANONYMOUS mdc=null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"callable", "task", "method", "deferred", "stream"})
  void asynchronousAnswersAreMadeInTheRequestsScope(String how) {
    Response response = http.get("/async/" + how, bearer("eve", Map.of("tenant", "globex")));
    assertThat(response.body()).isEqualTo("globex eve TENANT_USER mdc=globex");
  }

  @Test
  void serverSentEventsAreMadeInTheRequestsScope() {
    assertThat(http.get("/async/sse", "X-Tenant: acme").body().strip())
        .isEqualTo("data:acme nobody TENANT_KNOWN mdc=acme");
  }

  @Test
  void theErrorPageOfAnAsynchronousFailureRunsInTheRequestsTenancy() {
    assertThat(http.get("/async/callable-failing", "X-Tenant: acme").body())
        .isEqualTo("error page for acme nobody TENANT_KNOWN mdc=acme");
  }

  @Test
  void aTenantIsLookedUpOnceAlsoForAnAsynchronousRequest() {
    int before = tenants.asked();
    http.get("/async/callable", "Cookie: tenant=acme");
    assertThat(tenants.asked() - before).isEqualTo(1);
  }

  @Test
  void simultaneousRequestsKeepTheirOwnTenants() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 300)
              .mapToObj(
                  i -> {
                    String name = i % 2 == 0 ? "acme" : "globex";
                    String path = i % 3 == 0 ? "/async/callable" : "/who";
                    Callable<String> request = () -> name + ":" + http.get(path, "X-Tenant: " + name).body();
                    return clients.submit(request);
                  })
              .toList();
      for (Future<String> answer : answers) {
        String[] nameAndBody = answer.get().split(":", 2);
        assertThat(nameAndBody[1]).isEqualTo(nameAndBody[0] + " nobody TENANT_KNOWN mdc=" + nameAndBody[0]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no-tenancy, 500, no-tenancy",
    "refused, 500, statement-refused",
    "mismatch, 403, tenant-mismatch",
    "wrapped, 403, tenant-mismatch",
    "store, 503, tenant-store-unavailable",
    "spans, 500, transaction-spans-databases",
    "connection, 503, connection-unavailable",
  })
  void errorsOfTheDoorAreProblemsThatTellNothingOfTheData(String how, int status, String code) {
    Response response = http.get("/fail/" + how, "X-Tenant: acme");
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Content-Type")).contains("application/problem+json");
    assertThat(response.body())
        .contains("\"code\":\"" + code + "\"", "\"type\":\"urn:partywall:problem:" + code + "\"")
        .contains("\"instance\":\"/fail/" + how + "\"")
        .doesNotContain("secret_table", "select", "acme");
  }

  @Test
  void anApplicationsOwnHandlerComesFirst() {
    assertThat(http.get("/fail/own", "X-Tenant: acme").body()).isEqualTo("own handler");
  }
}
