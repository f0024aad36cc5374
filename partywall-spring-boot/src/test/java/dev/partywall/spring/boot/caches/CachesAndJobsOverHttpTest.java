package dev.partywall.spring.boot.caches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.fleet.jobs.Job;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.Nodes;
import dev.partywall.spring.boot.app.WebApplication;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cached methods, jobs and their endpoints, as requests meet them. */
@PartywallDatabases
@Timeout(120)
class CachesAndJobsOverHttpTest {

  static final List<String> LOG = new CopyOnWriteArrayList<>();

  private final TestDatabase main;

  CachesAndJobsOverHttpTest(TestDatabase main) {
    this.main = main;
  }

  /** What requests read. */
  public static class Products {
    private final JdbcClient jdbc;

    public Products(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @Cacheable(cacheNames = "names", sync = true)
    public String name() {
      LOG.add("read");
      return jdbc.sql("select name from product").query(String.class).single();
    }
  }

  /** What requests reach. */
  @RestController
  public static class Shop {
    private final Products products;
    private final JdbcClient jdbc;
    private final TenantJobs jobs;
    private final Job<String> mail;

    public Shop(Products products, JdbcClient jdbc, TenantJobs jobs, Job<String> mail) {
      this.products = products;
      this.jdbc = jdbc;
      this.jobs = jobs;
      this.mail = mail;
    }

    @GetMapping("/name")
    public String name() {
      return products.name();
    }

    @PostMapping("/rename")
    @Transactional
    public void rename() {
      jdbc.sql("update product set name = 'horn'").update();
      jobs.schedule(mail, "renamed");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  static class Beans {
    @Bean
    Products products(JdbcClient jdbc) {
      return new Products(jdbc);
    }

    @Bean
    Job<String> mail() {
      return Job.of("mail", (text, _) -> LOG.add(Tenancy.current().label() + " " + text));
    }
  }

  @Test
  void requests_meet_their_tenants_copies_and_jobs() {
    main.execute("create table product (tenant_id bigint not null, name text)");
    Map<String, Object> settings =
        Map.of(
            "server.port",
            0,
            "spring.datasource.url",
            main.jdbcUrl(),
            "spring.datasource.username",
            main.username(),
            "spring.datasource.password",
            main.password(),
            "partywall.jobs.poll",
            "50ms",
            "management.endpoints.web.exposure.include",
            "jobs,tenantcaches",
            "management.endpoints.access.default",
            "unrestricted");
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(WebApplication.class, Beans.class, Shop.class).properties(settings).run()) {
      Http http = new Http(Integer.parseInt(application.getEnvironment().getProperty("local.server.port")));
      for (String tenant : List.of("acme", "globex")) {
        Tenancy.of(
                application
                    .getBean(dev.partywall.core.TenantStore.class)
                    .findByName(dev.partywall.core.TenantName.of(tenant))
                    .orElseThrow())
            .run(
                () ->
                    application
                        .getBean(JdbcClient.class)
                        .sql("insert into product (name) values (?)")
                        .param("bell of " + tenant)
                        .update());
      }
      get(http, "acme", "bell of acme");
      get(http, "acme", "bell of acme");
      LOG.clear();
      get(http, "acme", "bell of acme");
      assertThat(LOG).isEmpty();
      get(http, "globex", "bell of globex");
      assertThat(http.send("POST", "/rename", "X-Tenant: acme").status()).isEqualTo(200);
      get(http, "acme", "horn");
      get(http, "globex", "bell of globex");
      Nodes.eventually(() -> LOG.contains("acme renamed"));

      assertThat(http.get("/actuator/jobs").body()).contains("\"datasources\":[\"main\"]");
      assertThat(http.get("/actuator/tenantcaches").body()).contains("\"names\":{\"hitsInProcess\":");
      get(http, "acme", "horn");
      LOG.clear();
      assertThat(http.send("DELETE", "/actuator/tenantcaches/acme").status()).isEqualTo(204);
      assertThat(http.send("DELETE", "/actuator/tenantcaches/nobody").status()).isEqualTo(404);
      get(http, "acme", "horn");
      assertThat(LOG).containsExactly("read");
    }
  }

  private static void get(Http http, String tenant, String name) {
    assertThat(http.get("/name", "X-Tenant: " + tenant).body()).isEqualTo(name);
  }
}
