package dev.partywall.spring.boot.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.resolve.Caller;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.app.TestTenants;
import dev.partywall.spring.boot.async.PartywallAsyncAutoConfiguration;
import dev.partywall.spring.boot.security.PartywallSecurityAutoConfiguration;
import dev.partywall.spring.boot.sessions.PartywallSessionsAutoConfiguration;
import dev.partywall.spring.boot.web.CallerSource;
import dev.partywall.spring.boot.web.PartywallWebAutoConfiguration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;

class PartywallHostApiAutoConfigurationTest {

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  PartywallAutoConfiguration.class,
                  PartywallAsyncAutoConfiguration.class,
                  PartywallSecurityAutoConfiguration.class,
                  PartywallSessionsAutoConfiguration.class,
                  PartywallHostApiAutoConfiguration.class,
                  PartywallWebAutoConfiguration.class))
          .withBean(TestTenants.class)
          .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/none");

  private final WebApplicationContextRunner withTenants = application.withBean(SteppedTenants.class);

  private final WebApplicationContextRunner withoutSecurity =
      withTenants.withClassLoader(new FilteredClassLoader(SecurityContextHolder.class, ClaimAccessor.class));

  @Test
  void itIsOffUnlessItIsSwitchedOn() {
    withTenants.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TenantsController.class));
    withTenants
        .withPropertyValues("partywall.host-api.enabled=true")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TenantsController.class));
  }

  @Test
  void itNeedsSomethingThatManagesTenants() {
    application
        .withPropertyValues("partywall.host-api.enabled=true")
        .run(context -> assertThat(mistakes(context)).contains("partywall.host-api.enabled"));
  }

  @Test
  void itNeedsSomebodyWhoKnowsTheCallers() {
    withoutSecurity
        .withPropertyValues("partywall.host-api.enabled=true")
        .run(context -> assertThat(mistakes(context)).containsExactly("partywall.host-api.enabled"));
    withoutSecurity
        .withPropertyValues("partywall.host-api.enabled=true", "partywall.host-api.unprotected=true")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TenantsController.class));
    withoutSecurity
        .withBean(CallerSource.class, () -> request -> Optional.of(Caller.ofHost("olaf")))
        .withPropertyValues("partywall.host-api.enabled=true")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TenantsController.class));
  }

  @Test
  void itIsNotOpenWhereCallersAreKnown() {
    withTenants
        .withPropertyValues("partywall.host-api.enabled=true", "partywall.host-api.unprotected=true")
        .run(context -> assertThat(mistakes(context)).containsExactly("partywall.host-api.unprotected"));
  }

  @Test
  void misspeltSettingsAreMistakes() {
    withTenants
        .withPropertyValues("partywall.host-api.enable=true", "partywall.host-api.authorities.red=x")
        .run(
            context ->
                assertThat(mistakes(context))
                    .containsExactlyInAnyOrder("partywall.host-api.enable", "partywall.host-api.authorities.red"));
  }

  private static java.util.List<String> mistakes(AssertableWebApplicationContext context) {
    assertThat(context).hasFailed();
    ConfigurationException failure =
        (ConfigurationException)
            org.springframework.core.NestedExceptionUtils.getRootCause(context.getStartupFailure());
    return failure.problems().stream().map(ConfigurationProblem::setting).toList();
  }

  @Test
  void unprotectedAnybodyIsTheHostThereAndOnlyThere() {
    try (ConfigurableWebServerApplicationContext context =
        (ConfigurableWebServerApplicationContext)
            new SpringApplicationBuilder(OpenApplication.class, SteppedTenants.class, TestTenants.class)
                .run(
                    "--server.port=0",
                    "--spring.datasource.url=jdbc:postgresql://localhost:1/none",
                    "--partywall.host-api.enabled=true",
                    "--partywall.host-api.unprotected=true")) {
      HostClient anybody = HostClient.on(context.getWebServer().getPort());
      assertThat(anybody.post(HostApi.TENANTS, "{\"name\": \"open\"}").status()).isEqualTo(202);
      assertThat(anybody.get(HostApi.AUDIT).at("/entries/0/actor")).isEqualTo("anybody");
      assertThat(anybody.with("X-Tenant", "acme").get(HostApi.TENANTS).at("/code")).isEqualTo("tenant-mismatch");
      assertThat(anybody.get("/who").status()).isEqualTo(400);
    }
  }
}
