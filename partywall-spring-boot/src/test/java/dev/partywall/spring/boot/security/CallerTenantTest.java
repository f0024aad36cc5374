package dev.partywall.spring.boot.security;

import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.WebApplication;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whose tenant and user a login makes known, over HTTP. */
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:postgresql://localhost:1/none",
      "partywall.resolve.claim.name=org",
      "partywall.resolve.claim.user=uid",
      "partywall.resolve.claim.acting-authority=SCOPE_support",
    })
class CallerTenantTest {

  private final Http http;

  CallerTenantTest(@LocalServerPort int port) {
    this.http = new Http(port);
  }

  @Test
  void theClaimsNamesCanBeSet() {
    assertThat(who(Map.of("org", "acme", "uid", 42))).isEqualTo("acme 42 TENANT_USER mdc=acme");
    assertThat(who(Map.of("org", "acme"))).isEqualTo("acme eve TENANT_USER mdc=acme");
    assertThat(who(Map.of("tenant", "acme"))).contains("tenant-required");
  }

  @Test
  void aClaimOfSeveralValuesOrNoneIsRefused() {
    assertThat(who(Map.of("org", List.of("acme")))).startsWith("acme eve");
    assertThat(who(Map.of("org", List.of("acme", "globex")))).contains("tenant-ambiguous");
    assertThat(who(Map.of("org", List.of()))).contains("tenant-name-invalid");
    assertThat(who(Map.of("org", ""))).contains("tenant-name-invalid");
    assertThat(who(Map.of("org", Map.of("name", "acme")))).contains("tenant-name-invalid");
  }

  @Test
  void aHostUserWithTheAuthorityActsInATenantAsAHostUser() {
    String support = bearer("root", Map.of("scope", "support"));
    assertThat(http.get("/who", support, "X-Tenant: acme").body()).isEqualTo("acme root HOST_USER mdc=acme");
    assertThat(http.get("/who", bearer("root", Map.of("scope", "other")), "X-Tenant: acme").body())
        .contains("tenant-mismatch");
    assertThat(http.get("/who", bearer("eve", Map.of("scope", "support", "org", "globex")), "X-Tenant: acme").body())
        .contains("tenant-mismatch");
  }

  @Test
  void usersAreLookedUpAmongTheTenantsThatTheAddressNames() {
    WebApplication.LOGINS.clear();
    assertThat(http.get("/who", password("ada"), "X-Tenant: acme").body()).isEqualTo("acme ada TENANT_USER mdc=acme");
    assertThat(http.get("/who", password("ada")).body()).isEqualTo("acme ada TENANT_USER mdc=acme");
    assertThat(http.get("/who", password("ada"), "X-Tenant: nobody").body()).contains("tenant-mismatch");
    assertThat(WebApplication.LOGINS).containsExactly("acme", "unbound", "unbound");
  }

  @Test
  void aUserFoundAmongAnotherTenantsIsRefusedInThisOne() {
    assertThat(http.get("/who", password("ada"), "X-Tenant: globex").body()).contains("tenant-mismatch");
  }

  @Test
  void aUserWhoseClassDoesNotSayIsAHostUser() {
    assertThat(http.get("/who", password("paula"), "X-Tenant: acme").body()).contains("tenant-mismatch");
    assertThat(http.get("/who", password("hank")).body()).contains("tenant-required");
  }

  private String who(Map<String, Object> claims) {
    return http.get("/who", bearer("eve", claims)).body();
  }

  private static String password(String user) {
    byte[] both = (user + ":secret").getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
  }
}
