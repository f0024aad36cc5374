package dev.partywall.spring.boot.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.core.settings.Setting;
import dev.partywall.core.settings.Settings;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.PropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The instances that VonaJS has in development and tests, as docs/deployments.md shows them. */
@PartywallDatabases({"main", "isolated"})
class VonaInstancesTest {

  private static final Setting<String> TITLE = Setting.of("site.title", String.class, "");

  private final TestDatabase main;
  private final TestDatabase isolated;

  VonaInstancesTest(@Database("main") TestDatabase main, @Database("isolated") TestDatabase isolated) {
    this.main = main;
    this.isolated = isolated;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
        "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
        "org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration"
      })
  @Import(Notes.class)
  static class Application {}

  @RestController
  static class Notes {

    private final JdbcClient jdbc;
    private final Settings settings;

    Notes(JdbcClient jdbc, Settings settings) {
      this.jdbc = jdbc;
      this.settings = settings;
    }

    @GetMapping("/notes")
    String notes() {
      List<String> notes = jdbc.sql("select text from note order by id").query(String.class).list();
      return settings.get(TITLE) + ": " + notes;
    }
  }

  private ConfigurableWebServerApplicationContext start(String profile) throws IOException {
    PropertySource<?> configuration = Documented.deployment("vona-instances");
    return (ConfigurableWebServerApplicationContext)
        new SpringApplicationBuilder(Application.class)
            .profiles(profile)
            .properties(
                Map.of(
                    "MAIN_URL", main.jdbcUrl(),
                    "ISOLATE_URL", isolated.jdbcUrl(),
                    "DB_USER", main.username(),
                    "DB_PASSWORD", main.password(),
                    "spring.flyway.locations", "classpath:deployments/migration",
                    "spring.liquibase.enabled", false))
            .initializers(context -> context.getEnvironment().getPropertySources().addLast(configuration))
            .run("--server.port=0", "--partywall.identity.enabled=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test"})
  void eachInstanceHasItsRowsItsAdministratorAndItsConfiguration(String profile) throws IOException {
    try (ConfigurableWebServerApplicationContext context = start(profile)) {
      Http http = new Http(context.getWebServer().getPort());
      for (String name : List.of("default", "shareTest", "isolateTest")) {
        write(context, name);
        String title = name.equals("shareTest") ? "The instance's title" : "The application's title";
        assertThat(notes(http, "/notes", "x-vona-instance-name: " + name)).isEqualTo(title + ": [of " + name + "]");
        assertThat(notes(http, "/notes?x-vona-instance-name=" + name)).isEqualTo(title + ": [of " + name + "]");
        assertThat(http.get("/notes", "x-vona-instance-name: " + name).status()).isEqualTo(401);
      }
      assertThat(http.get("/notes", admin()).status()).as("no instance is named").isIn(400, 401);
    }
    assertThat(tenants(main)).containsExactly(1L, 2L);
    assertThat(tenants(isolated)).containsExactly(1000L);
  }

  private static void write(ConfigurableWebServerApplicationContext context, String name) {
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    Tenancy.of(context.getBean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow())
        .run(
            () -> {
              jdbc.sql("delete from note").update();
              jdbc.sql("insert into note (id, text) values (1, ?)").params("of " + name).update();
            });
  }

  private static String notes(Http http, String path, String... headers) {
    List<String> all = new java.util.ArrayList<>(List.of(headers));
    all.add(admin());
    return http.get(path, all.toArray(String[]::new)).body();
  }

  private static String admin() {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString("admin:123456".getBytes(StandardCharsets.UTF_8));
  }

  private static List<Long> tenants(TestDatabase database) {
    return JdbcClient.create(database.dataSource())
        .sql("select tenant_id from note order by tenant_id")
        .query(Long.class)
        .list();
  }

  @Test
  void elsewhereAPasswordThatManyKnowKeepsTheApplicationFromStarting() {
    assertThatThrownBy(() -> start("prod"))
        .rootCause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("partywall.identity.initial-password");
  }
}
