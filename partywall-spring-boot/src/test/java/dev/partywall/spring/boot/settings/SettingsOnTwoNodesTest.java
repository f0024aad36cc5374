package dev.partywall.spring.boot.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.settings.Setting;
import dev.partywall.core.settings.Settings;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Two applications over one registry: what is set through one is seen by requests to the other. */
@PartywallDatabases
class SettingsOnTwoNodesTest {

  private final TestDatabase main;
  private ConfigurableWebServerApplicationContext one;
  private ConfigurableWebServerApplicationContext two;

  SettingsOnTwoNodesTest(TestDatabase main) {
    this.main = main;
  }

  @BeforeEach
  void begin() {
    main.execute("drop schema if exists partywall cascade");
    one = start();
    two = start();
  }

  @AfterEach
  void end() {
    two.close();
    one.close();
  }

  private ConfigurableWebServerApplicationContext start() {
    return (ConfigurableWebServerApplicationContext)
        new SpringApplicationBuilder(Application.class)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + main.jdbcUrl(),
                "--spring.datasource.username=" + main.username(),
                "--spring.datasource.password=" + main.password(),
                "--partywall.registry.enabled=true",
                "--partywall.registry.poll=10m",
                "--partywall.registry.lease=20m",
                "--partywall.tenants[0].name=fixed",
                "--partywall.tenants[0].id=1000",
                "--partywall.tenants[0].settings.shop.greeting=Fixed",
                "--shop.greeting=Application");
  }

  @Test
  void what_is_set_through_one_is_seen_through_the_other() {
    register();
    assertThat(greeting(one, "fixed")).isEqualTo("Fixed");
    awaitGreetings("acme", "Application");

    one.getBean(Registry.class).hostSettings(Map.of("shop", Map.of("greeting", "Host")));
    awaitGreetings("acme", "Host");

    set("acme", "{\"shop\": {\"greeting\": \"Acme\"}}");
    awaitGreetings("acme", "Acme");
    assertThat(greeting(two, "fixed")).isEqualTo("Fixed");

    set("acme", "{}");
    awaitGreetings("acme", "Host");
  }

  private void register() {
    main.execute(
        """
        with v as (update partywall.registry set version = version + 1
          returning version, pg_notify('partywall_registry', ''))
        insert into partywall.tenant (id, name, slug, title, state, placement, datasource, version)
          select '1', 'acme', 'acme', 'Acme', 'ACTIVE', 'shared', 'main', version from v
        """);
  }

  private void set(String name, String settings) {
    main.execute(
        """
        with v as (update partywall.registry set version = version + 1
          returning version, pg_notify('partywall_registry', ''))
        update partywall.tenant set settings = '%s', version = v.version from v where slug = '%s'
        """
            .formatted(settings, name));
  }

  private void awaitGreetings(String tenant, String expected) {
    for (ConfigurableWebServerApplicationContext node : new ConfigurableWebServerApplicationContext[] {one, two}) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      String seen = greeting(node, tenant);
      while (!seen.equals(expected) && System.nanoTime() < end) {
        LockSupport.parkNanos(5_000_000);
        seen = greeting(node, tenant);
      }
      assertThat(seen).isEqualTo(expected);
    }
  }

  private static String greeting(ConfigurableWebServerApplicationContext node, String tenant) {
    return new Http(node.getWebServer().getPort()).get("/greeting", "x-tenant: " + tenant).body();
  }

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
  @Import(Greetings.class)
  static class Application {

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }
  }

  @RestController
  static class Greetings {

    private static final Setting<String> GREETING = Setting.of("shop.greeting", String.class, "Hello");

    private final Settings settings;

    Greetings(Settings settings) {
      this.settings = settings;
    }

    @GetMapping("/greeting")
    String greeting() {
      assertThat(Tenancy.current().tenant()).isPresent();
      return settings.get(GREETING);
    }
  }
}
