package dev.partywall.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.TenantId;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.core.resolve.Answer;
import dev.partywall.core.resolve.DomainFormat;
import dev.partywall.core.resolve.DomainSettings;
import dev.partywall.core.resolve.RequestFacts;
import dev.partywall.core.resolve.ResolutionSettings;
import dev.partywall.core.resolve.ResolutionSettings.Fallback;
import dev.partywall.core.resolve.ResolutionSettings.NamedValue;
import dev.partywall.core.resolve.ResolutionSettings.Naming;
import dev.partywall.core.resolve.TenantResolution;
import dev.partywall.core.resolve.TenantResolver;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.app.TestTenants;
import dev.partywall.spring.boot.async.PartywallAsyncAutoConfiguration;
import dev.partywall.spring.boot.security.PartywallSecurityAutoConfiguration;
import dev.partywall.spring.boot.sessions.PartywallSessionsAutoConfiguration;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;

class PartywallWebAutoConfigurationTest {

  private static final AutoConfigurations ALL =
      AutoConfigurations.of(
          PartywallAutoConfiguration.class,
          PartywallAsyncAutoConfiguration.class,
          PartywallSecurityAutoConfiguration.class,
          PartywallSessionsAutoConfiguration.class,
          PartywallWebAutoConfiguration.class);

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner()
          .withConfiguration(ALL)
          .withBean(TestTenants.class)
          .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/none");

  @Test
  void requestsAreBoundAfterTheLoginAndUsersLookedUpBeforeIt() {
    application.run(
        context -> {
          FilterRegistrationBean<?> filter = context.getBean("tenancyFilter", FilterRegistrationBean.class);
          FilterRegistrationBean<?> before = context.getBean("beforeLoginFilter", FilterRegistrationBean.class);
          int security =
              org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties.DEFAULT_FILTER_ORDER;
          assertThat(filter.getOrder()).isGreaterThan(security);
          assertThat(before.getOrder()).isLessThan(security);
          assertThat(filter.determineDispatcherTypes())
              .containsExactlyInAnyOrder(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        });
  }

  @Test
  void theOrderFollowsThatOfTheSecurityFilter() {
    application
        .withPropertyValues("spring.security.filter.order=7")
        .run(
            context -> {
              assertThat(context.getBean("tenancyFilter", FilterRegistrationBean.class).getOrder()).isEqualTo(12);
              assertThat(context.getBean("beforeLoginFilter", FilterRegistrationBean.class).getOrder()).isEqualTo(2);
            });
  }

  @Test
  void withoutSpringSecurityNobodyIsLoggedIn() {
    application
        .withClassLoader(new FilteredClassLoader(SecurityContextHolder.class, ClaimAccessor.class))
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(CallerSource.class);
              assertThat(context).hasBean("tenancyFilter").doesNotHaveBean("beforeLoginFilter");
            });
  }

  @Test
  void withoutTokensSpringSecurityStillTellsTheCaller() {
    application
        .withClassLoader(new FilteredClassLoader(ClaimAccessor.class))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(CallerSource.class));
  }

  @Test
  void anApplicationsOwnPartsReplaceThese() {
    TenantResolution resolution = TenantResolution.always(TestTenants.ACME);
    CallerSource callers = request -> Optional.empty();
    ActingPolicy acting = (user, tenant) -> true;
    application
        .withBean(TenantResolution.class, () -> resolution)
        .withBean(CallerSource.class, () -> callers)
        .withBean(ActingPolicy.class, () -> acting)
        .run(
            context -> {
              assertThat(context.getBean(TenantResolution.class)).isSameAs(resolution);
              assertThat(context.getBean(CallerSource.class)).isSameAs(callers);
              assertThat(context.getBean(ActingPolicy.class)).isSameAs(acting);
            });
  }

  @Test
  void anApplicationsOwnResolversAreAsked() {
    application
        .withBean("one", TenantResolver.class, () -> new Planted("one"))
        .withBean("two", TenantResolver.class, () -> new Planted("two"))
        .withPropertyValues("partywall.resolve.order=claim,two,custom")
        .run(context -> assertThat(context).hasNotFailed());
    application
        .withPropertyValues("partywall.resolve.order=claim,two")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("there is no resolver 'two'"));
  }

  @Test
  void notAWebApplicationHasNoFilter() {
    new ApplicationContextRunner()
        .withConfiguration(ALL)
        .withBean(TestTenants.class)
        .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/none")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(TenantResolution.class)
                    .doesNotHaveBean(FilterRegistrationBean.class));
  }

  @Test
  void switchedOffEveryRequestIsForTheOneTenant() {
    new WebApplicationContextRunner()
        .withConfiguration(ALL)
        .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/none", "partywall.enabled=false")
        .run(
            context ->
                assertThat(context.getBean(TenantResolution.class).getClass().getSimpleName())
                    .isEqualTo("SingleTenantResolution"));
  }

  @Test
  void allMistakesAreListedAtOnceTogetherWithThoseOfTheData() {
    application
        .withPropertyValues(
            "partywall.resolve.header.name= ",
            "partywall.resolve.claim.name= ",
            "partywall.resolve.domain.formats=https://{tenant}.example.com,{tenant}.fine.com",
            "partywall.resolve.domain.subdomain-offset=-1",
            "partywall.resolve.trusted-proxies=proxy.example.com",
            "partywall.resolve.ignore-paths=login",
            "partywall.resolve.host-paths=/a/{x",
            "partywall.id-kind=number",
            "partywall.discriminator= ")
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
                                .contains(
                                    "partywall.resolve.header.name",
                                    "partywall.resolve.claim.name",
                                    "partywall.resolve.domain.formats[0]",
                                    "partywall.resolve.domain.subdomain-offset",
                                    "partywall.resolve.trusted-proxies",
                                    "partywall.resolve.ignore-paths",
                                    "partywall.resolve.host-paths",
                                    "partywall.id-kind",
                                    "partywall.discriminator")));
  }

  @Test
  void settingsThatCannotBeReadAreListedWithTheOthers() {
    application
        .withPropertyValues(
            "partywall.resolve.fallback=nobody",
            "partywall.resolve.header.by=title",
            "partywall.resolve.domain.subdomain-offset=two",
            "partywall.resolve.ignore-actuator=perhaps",
            "partywall.id-kind=number")
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
                                .contains(
                                    "partywall.resolve.fallback",
                                    "partywall.resolve.header.by",
                                    "partywall.resolve.domain.subdomain-offset",
                                    "partywall.resolve.ignore-actuator",
                                    "partywall.id-kind")));
  }

  @Test
  void everySettingReachesTheResolution() {
    application
        .withPropertyValues(
            "partywall.id-kind=text",
            "partywall.resolve.order=domain,claim",
            "partywall.resolve.fallback=host-users",
            "partywall.resolve.claim.by=id",
            "partywall.resolve.query.name=q",
            "partywall.resolve.query.by=id",
            "partywall.resolve.header.name=h",
            "partywall.resolve.header.by=id",
            "partywall.resolve.cookie.name=c",
            "partywall.resolve.cookie.by=id",
            "partywall.resolve.domain.formats={tenant}.example.com",
            "partywall.resolve.domain.subdomain-offset=2",
            "partywall.resolve.domain.custom-domains=false",
            "partywall.resolve.domain.ignored=api,www",
            "partywall.resolve.trusted-proxies=10.0.0.0/8,::1")
        .run(
            context -> {
              ResolutionSettings settings = context.getBean(ResolveReader.class).settings();
              assertThat(settings.order()).containsExactly("domain", "claim");
              assertThat(settings.fallback()).isEqualTo(Fallback.HOST_USERS);
              assertThat(settings.claim()).isEqualTo(Naming.ID);
              assertThat(settings.query()).isEqualTo(new NamedValue("q", Naming.ID));
              assertThat(settings.header()).isEqualTo(new NamedValue("h", Naming.ID));
              assertThat(settings.cookie()).isEqualTo(new NamedValue("c", Naming.ID));
              assertThat(settings.domain())
                  .isEqualTo(
                      new DomainSettings(
                          List.of(DomainFormat.of("{tenant}.example.com")),
                          OptionalInt.of(2),
                          false,
                          Set.of("api", "www")));
              assertThat(settings.trustedProxies().configured()).isTrue();
              assertThat(settings.idKind()).isEqualTo(TenantId.Kind.TEXT);
            });
  }

  @Test
  void defaultsHaveNoMistakes() {
    application.run(
        context -> assertThat(context.getBean("resolveCheck", ConfigurationCheck.class).problems()).isEmpty());
  }

  private record Planted(String source) implements TenantResolver {
    @Override
    public Answer resolve(RequestFacts request) {
      return Answer.nobody();
    }
  }
}
