package dev.partywall.spring.boot.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.WhoController;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Two tenants with an identity provider each, and one without, over HTTP. */
class TenantIssuersTest {

  private static final String ACME = "X-Tenant: acme";
  private static final String GLOBEX = "X-Tenant: globex";
  private static final Map<String, Object> FOR_ACME = Map.of("aud", List.of("crm-acme"));

  private static LocalIssuer ofAcme;
  private static LocalIssuer ofGlobex;
  private static ConfigurableWebServerApplicationContext context;
  private static Http http;

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
        "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
        "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
        "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration",
        "org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration",
      })
  @Import(WhoController.class)
  static class Application {

    @Bean
    SecurityFilterChain chain(HttpSecurity http, TenantIssuers issuers) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .oauth2ResourceServer(server -> server.authenticationManagerResolver(issuers))
          .build();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    ofAcme = new LocalIssuer();
    ofGlobex = new LocalIssuer();
    context =
        (ConfigurableWebServerApplicationContext)
            new SpringApplicationBuilder(Application.class)
                .run(
                    "--server.port=0",
                    "--spring.datasource.url=jdbc:postgresql://localhost:1/none",
                    "--partywall.tenants[0].name=acme",
                    "--partywall.tenants[0].settings.oidc.issuer=" + ofAcme.url(),
                    "--partywall.tenants[0].settings.oidc.audience=crm-acme",
                    "--partywall.tenants[1].name=globex",
                    "--partywall.tenants[1].settings.oidc.issuer=" + ofGlobex.url(),
                    "--partywall.tenants[2].name=initech",
                    "--partywall.tenants[3].name=hooli",
                    "--partywall.tenants[3].settings.oidc.issuer=" + ofAcme.url(),
                    "--partywall.tenants[3].settings.oidc.audience=crm-hooli",
                    "--partywall.resolve.fallback=host-users",
                    "--partywall.resolve.host-paths=/host/**",
                    "--partywall.resolve.claim.acting-authority=SCOPE_act");
    http = new Http(context.getWebServer().getPort());
  }

  @AfterAll
  static void stop() {
    context.close();
    ofAcme.close();
    ofGlobex.close();
  }

  @Test
  void eachTenantsIssuerLetsInItsUsers() {
    assertThat(who(ofAcme.bearer("ada", FOR_ACME), ACME)).startsWith("acme ada TENANT_USER");
    assertThat(who(ofGlobex.bearer("ada", Map.of("tenant", "globex")), GLOBEX)).startsWith("globex ada TENANT_USER");
    assertThat(who(ofAcme.bearer("ada", Map.of("tenant", "acme")), ACME)).startsWith("acme ada TENANT_USER");
  }

  @Test
  void ofAnIssuerThatTwoTenantsShareEachAcceptsItsOwnTokens() {
    String hooli = "X-Tenant: hooli";
    assertThat(who(ofAcme.bearer("gavin", Map.of("aud", List.of("crm-hooli"))), hooli)).startsWith("hooli gavin");
    assertThat(who(ofAcme.bearer("gavin", Map.of("tenant", "hooli")), hooli)).startsWith("hooli gavin");
    assertThat(status(ofAcme.bearer("ada", FOR_ACME), hooli)).isEqualTo(401);
    assertThat(status(ofAcme.bearer("ada", Map.of()), hooli)).isEqualTo(401);
    assertThat(status(ofGlobex.bearer("eve", Map.of()), GLOBEX)).isEqualTo(401);
  }

  @Test
  void anotherTenantsIssuerIsRefused() {
    assertThat(status(ofAcme.bearer("ada", FOR_ACME), GLOBEX)).isEqualTo(401);
    assertThat(status(ofGlobex.bearer("ada", Map.of("tenant", "acme")), ACME)).isEqualTo(401);
    assertThat(status(ofGlobex.bearer(ofAcme.url(), "ada", FOR_ACME), ACME)).isEqualTo(401);
    assertThat(status(ofAcme.bearer(ofGlobex.url(), "ada", FOR_ACME), ACME)).isEqualTo(401);
    assertThat(status(ofAcme.bearer("ada", FOR_ACME), "X-Tenant: initech")).isEqualTo(401);
  }

  @Test
  void anIssuerCannotMakeUsersOfAnotherTenantOrOfTheHost() {
    assertThat(status(ofAcme.bearer("ada", Map.of("tenant", "globex")), ACME)).isEqualTo(401);
    assertThat(who(ofAcme.bearer("ada", Map.of("scope", "act", "aud", List.of("crm-acme"))), ACME))
        .startsWith("acme ada TENANT_USER");
    assertThat(status(ofAcme.bearer("ada", Map.of("scope", "act", "aud", List.of("crm-acme"))), "X-Other: none"))
        .isEqualTo(401);
    assertThat(http.get("/host/who", ofAcme.bearer("ada", Map.of("scope", "act", "aud", List.of("crm-acme")))).status())
        .isEqualTo(401);
  }

  private static String who(String... headers) {
    return http.get("/who", headers).body();
  }

  private static int status(String... headers) {
    return http.get("/who", headers).status();
  }
}
