package dev.partywall.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.WebApplication;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;

/** The peer of these tests is 127.0.0.1, which is a trusted proxy or is not. */
class TrustedProxyHttpTest {

  @Nested
  @SpringBootTest(
      classes = WebApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {
        "spring.datasource.url=jdbc:postgresql://localhost:1/none",
        "partywall.resolve.domain.formats={tenant}.example.com",
        "partywall.resolve.trusted-proxies=10.0.0.0/8",
      })
  class FromAStranger {

    private final Http http;

    FromAStranger(@LocalServerPort int port) {
      this.http = new Http(port);
    }

    @Test
    void headerAndQueryAreRefused() {
      assertThat(http.get("/who", "X-Tenant: acme").body()).contains("tenant-source-untrusted");
      assertThat(http.get("/who?x-tenant=acme").body()).contains("tenant-source-untrusted");
    }

    @Test
    void theForwardedHostIsIgnored() {
      assertThat(http.get("/who", "Host: acme.example.com", "X-Forwarded-Host: globex.example.com").body())
          .startsWith("acme ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "native", "framework"})
  void aTrustedProxyIsBelievedWhateverTheServerDoesWithForwardedHeaders(String strategy) {
    try (var context =
        (ConfigurableWebServerApplicationContext)
            new SpringApplicationBuilder(WebApplication.class)
                .run(
                    "--server.port=0",
                    "--spring.datasource.url=jdbc:postgresql://localhost:1/none",
                    "--server.forward-headers-strategy=" + strategy,
                    "--partywall.resolve.domain.formats={tenant}.example.com",
                    "--partywall.resolve.trusted-proxies=127.0.0.0/8")) {
      Http http = new Http(context.getWebServer().getPort());
      String client = "X-Forwarded-For: 203.0.113.9";
      assertThat(http.get("/who", client, "X-Tenant: acme").body()).startsWith("acme ");
      assertThat(http.get("/who", client, "Host: in.internal", "X-Forwarded-Host: globex.example.com").body())
          .startsWith("globex ");
      assertThat(http.get("/who", client, "X-Forwarded-Host: globex.example.com, acme.example.com").body())
          .contains("tenant-ambiguous");
    }
  }

  @Test
  void withoutTrustedProxiesNoForwardedHeaderChangesTheTenant() {
    try (var context =
        (ConfigurableWebServerApplicationContext)
            new SpringApplicationBuilder(WebApplication.class)
                .run(
                    "--server.port=0",
                    "--spring.datasource.url=jdbc:postgresql://localhost:1/none",
                    "--server.forward-headers-strategy=framework",
                    "--partywall.resolve.domain.formats={tenant}.example.com")) {
      Http http = new Http(context.getWebServer().getPort());
      assertThat(http.get("/who", "Host: acme.example.com", "X-Forwarded-Host: globex.example.com").body())
          .startsWith("acme ");
      assertThat(http.get("/who", "Host: acme.example.com", "Forwarded: host=globex.example.com").body())
          .startsWith("acme ");
    }
  }
}
