package dev.partywall.spring.boot.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.identity.Identity;
import dev.partywall.identity.LogIn;
import dev.partywall.identity.LogIns;
import dev.partywall.identity.NewUser;
import dev.partywall.identity.PermissionDefinition;
import dev.partywall.identity.Role;
import dev.partywall.identity.User;
import dev.partywall.identity.Users;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.async.PartywallAsyncAutoConfiguration;
import dev.partywall.spring.boot.migration.PartywallRowSecurityAutoConfiguration;
import dev.partywall.spring.boot.migration.PartywallStepsAutoConfiguration;
import dev.partywall.spring.boot.security.PartywallSecurityAutoConfiguration;
import dev.partywall.spring.boot.sessions.PartywallSessionsAutoConfiguration;
import dev.partywall.spring.boot.web.PartywallWebAutoConfiguration;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What an application gets by the dependency, what it replaces, and what it may not configure. */
@PartywallDatabases({"main", "isolated"})
class PartywallIdentityAutoConfigurationTest {

  private static final List<String> ONE_TIME = new CopyOnWriteArrayList<>();

  private final WebApplicationContextRunner application;
  private final List<TestDatabase> databases;

  PartywallIdentityAutoConfigurationTest(
      @Database("main") TestDatabase main, @Database("isolated") TestDatabase isolated) {
    this.databases = List.of(main, isolated);
    this.application =
        new WebApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    PartywallAutoConfiguration.class,
                    PartywallAsyncAutoConfiguration.class,
                    PartywallSessionsAutoConfiguration.class,
                    PartywallSecurityAutoConfiguration.class,
                    PartywallWebAutoConfiguration.class,
                    PartywallIdentityAutoConfiguration.class,
                    PartywallIdentityFleetAutoConfiguration.class,
                    PartywallIdentityWebAutoConfiguration.class,
                    PartywallStepsAutoConfiguration.class,
                    PartywallRowSecurityAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class,
                    UserDetailsServiceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class))
            .withBean(
                OneTimePasswords.class,
                () -> (tenancy, user, password) -> ONE_TIME.add(tenancy.label() + " " + password))
            .withPropertyValues(
                pool("main", main),
                pool("isolated", isolated),
                "partywall.tenants[0].name=acme",
                "partywall.tenants[1].name=globex",
                "partywall.tenants[1].isolated=true",
                "partywall.tenants[1].datasource=isolated",
                "partywall.tenants[2].name=initech",
                "partywall.tenants[2].schema=initech");
  }

  private static String pool(String set, TestDatabase database) {
    String url = database.jdbcUrl() + "?user=" + database.username() + "&password=" + database.password();
    return "partywall.datasources." + set + ".write[0].url=" + url;
  }

  @BeforeEach
  void clear() {
    for (TestDatabase database : databases) {
      database.execute("drop schema if exists initech cascade; drop schema public cascade; create schema public");
    }
    ONE_TIME.clear();
  }

  private static Tenancy tenancy(AssertableWebApplicationContext context, String name) {
    return Tenancy.of(context.getBean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow());
  }

  @Test
  void thereAreTablesInEachDatabaseAndSchemaAndUsersInThem() {
    application.run(
        context -> {
          assertThat(context).hasNotFailed();
          for (String name : List.of("acme", "globex", "initech")) {
            tenancy(context, name)
                .run(
                    () -> {
                      context.getBean(Users.class).create(NewUser.of("ada").withPassword("a good password"));
                      assertThat(context.getBean(LogIns.class).attempt("ada", "a good password"))
                          .isInstanceOf(LogIn.Succeeded.class);
                    });
          }
          assertThat(context).hasSingleBean(AuthenticationProvider.class).hasSingleBean(IdentityLogIn.class);
          assertThat(context).doesNotHaveBean(UserDetailsService.class);
          assertThat(context.getBeansOfType(SecurityFilterChain.class)).hasSize(2);
          assertThat(context.getBean(ActingPolicy.class)).isInstanceOf(IdentityActingPolicy.class);
        });
    application.run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void usersOfTheApplicationsOwnStayTheOnlyOnes() {
    application
        .withBean(UserDetailsService.class, InMemoryUserDetailsManager::new)
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(IdentityLogIn.class).hasSingleBean(Users.class);
              assertThat(context).hasSingleBean(UserDetailsService.class);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnChain {

    @Bean
    SecurityFilterChain own(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll()).build();
    }
  }

  @Test
  void aChainOfTheApplicationsOwnStaysBesideTheOpenOne() {
    application
        .withUserConfiguration(OwnChain.class)
        .run(
            context ->
                assertThat(context.getBeansOfType(SecurityFilterChain.class))
                    .containsOnlyKeys("own", "identityOpenChain"));
  }

  @Test
  void switchedOffThereIsNothing() {
    application
        .withPropertyValues("partywall.identity.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(Identity.class)
                    .doesNotHaveBean(IdentityLogIn.class)
                    .doesNotHaveBean(PasswordController.class));
  }

  @Test
  void changesOfUsersJoinTheApplicationsTransaction() {
    application.run(
        context -> {
          TransactionTemplate transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
          Users users = context.getBean(Users.class);
          tenancy(context, "acme")
              .run(
                  () -> {
                    transaction.executeWithoutResult(
                        status -> {
                          users.create(NewUser.of("ada"));
                          status.setRollbackOnly();
                        });
                    assertThat(users.findByName("ada")).isEmpty();
                    transaction.executeWithoutResult(status -> users.create(NewUser.of("ada")));
                    assertThat(users.findByName("ada")).isPresent();
                  });
        });
  }

  @Test
  void theInitialPasswordIsForDevelopmentAndTestsOnly() {
    application
        .withPropertyValues("partywall.identity.initial-password=123qwe123qwe")
        .run(context -> assertThat(problems(context)).containsExactly("partywall.identity.initial-password"));
    application
        .withPropertyValues(
            "partywall.identity.initial-password=123qwe123qwe", "spring.profiles.active=production,devel")
        .run(context -> assertThat(problems(context)).containsExactly("partywall.identity.initial-password"));
    for (String profile : List.of("dev", "test")) {
      application
          .withPropertyValues("partywall.identity.initial-password=123qwe123qwe", "spring.profiles.active=" + profile)
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                for (Tenancy tenancy : List.of(Tenancy.host(), tenancy(context, "acme"), tenancy(context, "globex"))) {
                  LogIn answer = tenancy.call(() -> context.getBean(LogIns.class).attempt("admin", "123qwe123qwe"));
                  assertThat(answer)
                      .isInstanceOfSatisfying(
                          LogIn.Succeeded.class, in -> assertThat(in.account().roles()).containsExactly(Role.ADMIN));
                }
              });
    }
    assertThat(ONE_TIME).isEmpty();
  }

  @Test
  void theHostsFirstUserGetsAOneTimePasswordOnce() {
    var withAdmin = application.withPropertyValues("partywall.identity.host-admin=olga");
    withAdmin.run(context -> assertThat(context).hasNotFailed());
    assertThat(ONE_TIME).hasSize(1).allMatch(made -> made.startsWith("host "));
    withAdmin.run(
        context -> {
          assertThat(ONE_TIME).hasSize(1);
          String once = ONE_TIME.getFirst().substring("host ".length());
          LogIn answer = Tenancy.host().call(() -> context.getBean(LogIns.class).attempt("olga", once));
          assertThat(answer).isInstanceOf(LogIn.ChangeRequired.class);
        });
  }

  @Test
  void aNewTenantGetsAnAdministratorOnceHoweverOftenItIsSeeded() {
    application.run(
        context -> {
          TenantSeeder seeder = context.getBean(TenantSeeder.class);
          Tenant acme = tenancy(context, "acme").tenant().orElseThrow();
          for (int i = 0; i < 2; i++) {
            Tenancy.of(acme)
                .<Void, Exception>call(
                    () -> {
                      seeder.seed(acme, Map.of());
                      seeder.seed(
                          acme,
                          Map.of(
                              "admin.name", "boss", "admin.email", "boss@acme.org", "admin.password", "given by host"));
                      return null;
                    });
          }
          List<User> users = Tenancy.of(acme).call(() -> context.getBean(Users.class).page(null, null, 10));
          assertThat(users).extracting(User::name).containsExactly("admin", "boss");
          assertThat(users).allMatch(user -> user.roles().equals(java.util.Set.of(Role.ADMIN)));
          assertThat(users.getLast().email()).isEqualTo("boss@acme.org");
          assertThat(ONE_TIME).hasSize(1).allMatch(made -> made.startsWith("acme "));
          LogIn boss = Tenancy.of(acme).call(() -> context.getBean(LogIns.class).attempt("boss", "given by host"));
          assertThat(boss).isInstanceOf(LogIn.Succeeded.class);
        });
  }

  @Test
  void mistakesAreToldTogether() {
    application
        .withPropertyValues(
            "partywall.identity.path=identity",
            "partywall.identity.delay=-1s",
            "partywall.identity.password.minimum=0",
            "partywall.identity.lockout.failures=0",
            "partywall.identity.acting.longest=0s",
            "partywall.identity.token.enabled=true",
            "partywall.identity.token.secret=too short",
            "partywall.identity.token.previous-secrets[0]=as well",
            "partywall.identity.token.lifetime=0s",
            "partywall.identity.tokens=x")
        .run(
            context ->
                assertThat(problems(context))
                    .containsExactlyInAnyOrder(
                        "partywall.identity.path",
                        "partywall.identity.delay",
                        "partywall.identity.password.minimum",
                        "partywall.identity.lockout",
                        "partywall.identity.acting.longest",
                        "partywall.identity.token.secret",
                        "partywall.identity.token.previous-secrets[0]",
                        "partywall.identity.token.lifetime",
                        "partywall.identity.tokens"));
  }

  @Test
  void aPermissionThatIsDefinedInTwoWaysIsAMistake() {
    application
        .withBean("one", PermissionDefinition.class, () -> PermissionDefinition.ofTenants("tenants.read"))
        .run(context -> assertThat(context).hasFailed());
  }

  private static List<String> problems(AssertableWebApplicationContext context) {
    assertThat(context).hasFailed();
    ConfigurationException failure =
        (ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure());
    return failure.problems().stream().map(ConfigurationProblem::setting).toList();
  }
}
