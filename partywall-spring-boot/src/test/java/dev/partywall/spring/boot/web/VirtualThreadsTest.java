package dev.partywall.spring.boot.web;

import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.WebApplication;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:postgresql://localhost:1/none",
      "spring.threads.virtual.enabled=true",
    })
class VirtualThreadsTest {

  private final Http http;

  VirtualThreadsTest(@LocalServerPort int port) {
    this.http = new Http(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/who", "/async/callable", "/async/task", "/async/method", "/async/deferred", "/async/stream"})
  void everythingOfARequestRunsInItsScope(String path) {
    assertThat(http.get(path, bearer("eve", Map.of("tenant", "globex"))).body())
        .isEqualTo("globex eve TENANT_USER mdc=globex");
    assertThat(http.get(path, "X-Tenant: acme").body()).isEqualTo("acme nobody TENANT_KNOWN mdc=acme");
  }
}
