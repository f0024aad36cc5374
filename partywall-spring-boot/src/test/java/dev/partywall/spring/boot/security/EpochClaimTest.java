package dev.partywall.spring.boot.security;

import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.WebApplication;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tokens of others that carry the tenant's epoch, over HTTP. */
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:postgresql://localhost:1/none",
      "partywall.resolve.claim.epoch=epo",
      "partywall.resolve.fallback=host-users",
    })
class EpochClaimTest {

  private final Http http;

  EpochClaimTest(@LocalServerPort int port) {
    this.http = new Http(port);
  }

  @Test
  void aTokenOfThePresentEpochIsServed() {
    assertThat(who(Map.of("tenant", "acme", "epo", 1)).body()).startsWith("acme eve TENANT_USER");
    assertThat(who(Map.of("tenant", "acme", "epo", "1")).body()).startsWith("acme eve TENANT_USER");
  }

  @Test
  void anyOtherHasEnded() {
    for (Object epoch : new Object[] {0, 2, "x", ""}) {
      Http.Response refused = who(Map.of("tenant", "acme", "epo", epoch));
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.body()).contains("\"code\":\"session-ended\"");
      assertThat(refused.header("WWW-Authenticate")).hasValue("Session");
    }
    assertThat(who(Map.of("tenant", "acme")).body()).contains("session-ended");
  }

  @Test
  void whatIsRefusedForTheTenantsSakeIsToldFirst() {
    assertThat(who(Map.of("tenant", "closed", "epo", 0)).body()).contains("tenant-suspended");
    assertThat(who(Map.of("tenant", "nobody", "epo", 0)).body()).contains("tenant-unknown");
  }

  @Test
  void usersOfTheHostNeedNoEpoch() {
    assertThat(who(Map.of()).body()).startsWith("host eve HOST_USER");
  }

  private Http.Response who(Map<String, Object> claims) {
    return http.get("/who", bearer("eve", claims));
  }
}
