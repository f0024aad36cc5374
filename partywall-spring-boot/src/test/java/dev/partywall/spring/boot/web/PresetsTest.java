package dev.partywall.spring.boot.web;

import static dev.partywall.spring.boot.app.WebApplication.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.resolve.ResolutionSettings;
import dev.partywall.core.resolve.ResolutionSettings.Naming;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.TestTenants;
import dev.partywall.spring.boot.app.WebApplication;
import dev.partywall.spring.boot.async.PartywallAsyncAutoConfiguration;
import dev.partywall.spring.boot.sessions.PartywallSessionsAutoConfiguration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests resolved as in other systems, over HTTP. */
class PresetsTest {

  private static final String ABP_CLAIM = "http://www.aspnetboilerplate.com/identity/claims/tenantId";

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  PartywallAutoConfiguration.class,
                  PartywallAsyncAutoConfiguration.class,
                  PartywallSessionsAutoConfiguration.class,
                  PartywallWebAutoConfiguration.class))
          .withBean(TestTenants.class)
          .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/none");

  @Nested
  @SpringBootTest(
      classes = WebApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {"spring.datasource.url=jdbc:postgresql://localhost:1/none", "partywall.presets=vona"})
  class Vona {

    private static final String HEADER = "x-vona-instance-name: ";

    private final Http http;

    Vona(@LocalServerPort int port) {
      this.http = new Http(port);
    }

    @Test
    void queryAndHeaderHaveVonasNames() {
      assertThat(http.get("/who", HEADER + "acme").body()).startsWith("acme ");
      assertThat(http.get("/who?x-vona-instance-name=acme").body()).startsWith("acme ");
      assertThat(http.get("/who", "X-Tenant: acme").body()).contains("tenant-required");
      assertThat(http.get("/who", "Cookie: tenant=acme").body()).contains("tenant-required");
    }

    @Test
    void theQueryComesBeforeTheHeaderAndTheHeaderBeforeTheDomain() {
      assertThat(http.get("/who?x-vona-instance-name=acme", HEADER + "globex", "Host: globex.com").body())
          .startsWith("acme ");
      assertThat(http.get("/who", HEADER + "acme", "Host: globex.com").body()).startsWith("acme ");
      assertThat(http.get("/who", "Host: globex.com").body()).startsWith("globex ");
    }

    @Test
    void oneLabelOfTheDomainIsDroppedAndTheRestReversed() {
      assertThat(http.get("/who", "Host: store.cabloy.com").body()).contains("tenant-unknown", "cabloy.store");
      assertThat(http.get("/who", "Host: localhost").body()).contains("tenant-required");
    }
  }

  @Nested
  @SpringBootTest(
      classes = WebApplication.class,
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {
        "spring.datasource.url=jdbc:postgresql://localhost:1/none",
        "partywall.presets=abp",
        "partywall.resolve.domain.formats={tenant}.mydomain.com"
      })
  class Abp {

    private final Http http;

    Abp(@LocalServerPort int port) {
      this.http = new Http(port);
    }

    @Test
    void headerAndCookieHoldTheIdUnderEitherName() {
      for (String name : new String[] {"Abp.TenantId", "Abp-TenantId"}) {
        assertThat(http.get("/who", name + ": 1").body()).startsWith("acme ");
        assertThat(http.get("/who", "Cookie: " + name + "=2").body()).startsWith("globex ");
        assertThat(http.get("/who", name + ": acme").body()).contains("tenant-id-invalid");
        assertThat(http.get("/who", name + ": 99").body()).contains("tenant-unknown");
      }
      assertThat(http.get("/who", "Abp.TenantId: 1", "Abp-TenantId: 1").body()).contains("tenant-ambiguous");
    }

    @Test
    void theDomainComesBeforeTheHeaderAndTheHeaderBeforeTheCookie() {
      assertThat(http.get("/who", "Host: acme.mydomain.com", "Abp.TenantId: 2").body()).startsWith("acme ");
      assertThat(http.get("/who", "Abp.TenantId: 1", "Cookie: Abp.TenantId=2").body()).startsWith("acme ");
      assertThat(http.get("/who?x-tenant=acme").body()).contains("tenant-required");
    }

    @Test
    void theClaimDecidesForWhoIsLoggedInAndUsersWithoutItAreTheHosts() {
      assertThat(http.get("/who", bearer("ada", Map.of(ABP_CLAIM, 1))).body())
          .isEqualTo("acme ada TENANT_USER mdc=acme");
      assertThat(http.get("/who", bearer("ada", Map.of(ABP_CLAIM, 1)), "Abp.TenantId: 2").body())
          .as("which ABP does not notice")
          .contains("tenant-mismatch");
      assertThat(http.get("/who", bearer("olaf", Map.of())).body()).isEqualTo("host olaf HOST_USER mdc=host");
      assertThat(http.get("/who").body()).as("nobody is not the host").contains("tenant-required");
    }
  }

  @Test
  void whatIsSetExplicitlyWins() {
    application
        .withPropertyValues(
            "partywall.presets=vona",
            "partywall.resolve.header.name=x-instance",
            "partywall.resolve.domain.subdomain-offset=2")
        .run(
            context -> {
              ResolutionSettings settings = context.getBean(ResolveReader.class).settings();
              assertThat(settings.header().name()).isEqualTo("x-instance");
              assertThat(settings.query().name()).isEqualTo("x-vona-instance-name");
              assertThat(settings.domain().subdomainOffset()).isEqualTo(OptionalInt.of(2));
              assertThat(settings.order()).containsExactly("claim", "custom", "query", "header", "domain");
            });
  }

  @Test
  void theOffsetIsTheOneOfVonasEnvironment() {
    application
        .withPropertyValues("partywall.presets=vona", "SERVER_SUBDOMAINOFFSET=2")
        .run(
            context ->
                assertThat(context.getBean(ResolveReader.class).settings().domain().subdomainOffset())
                    .isEqualTo(OptionalInt.of(2)));
  }

  @Test
  void ofTwoPresetsTheFirstWins() {
    application
        .withPropertyValues("partywall.presets=abp,vona")
        .run(
            context -> {
              ResolutionSettings settings = context.getBean(ResolveReader.class).settings();
              assertThat(settings.header().name()).isEqualTo("Abp.TenantId");
              assertThat(settings.header().by()).isEqualTo(Naming.ID);
              assertThat(settings.query().name()).isEqualTo("x-vona-instance-name");
            });
  }

  @Test
  void aPresetThatIsNoneIsAMistake() {
    application
        .withPropertyValues("partywall.presets=finbuckle", "partywall.resolve.header.aliases=x, ")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e ->
                            assertThat(e.problems())
                                .extracting(ConfigurationProblem::setting)
                                .anyMatch(setting -> setting.startsWith("partywall.presets"))));
  }
}
