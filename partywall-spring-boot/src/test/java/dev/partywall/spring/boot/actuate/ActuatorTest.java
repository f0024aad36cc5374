package dev.partywall.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.jdbc.RefusedStatement;
import dev.partywall.jdbc.RefusedStatement.Outcome;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.guard.SqlGuard;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see, as docs/spring-boot.md and docs/pools.md say. */
@PartywallDatabases
class ActuatorTest {

  private final TestDatabase main;
  private final ApplicationContextRunner application;

  ActuatorTest(TestDatabase main) {
    this.main = main;
    this.application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    PartywallAutoConfiguration.class,
                    PartywallActuatorAutoConfiguration.class,
                    PartywallMetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                "spring.datasource.url=" + main.jdbcUrl(),
                "spring.datasource.username=" + main.username(),
                "spring.datasource.password=" + main.password(),
                "partywall.datasources.away.write[0].url=jdbc:postgresql://localhost:1/away",
                "partywall.budget.acquire-timeout=500ms",
                "partywall.tenants[0].name=globex",
                "partywall.tenants[0].schema=of_globex",
                "partywall.tenants[1].name=acme",
                "partywall.tenants[1].id=7",
                "partywall.tenants[1].settings.secret=s3cret",
                "partywall.tenants[2].name=initech",
                "partywall.tenants[2].status=suspended",
                "partywall.tenants[2].isolated=true",
                "partywall.tenants[2].datasource=away",
                "management.endpoints.web.exposure.include=tenants");
  }

  @BeforeEach
  void createTable() {
    main.execute("create table if not exists note (tenant_id bigint not null, id int)");
  }

  @Test
  void the_endpoint_lists_tenants_by_name_page_by_page_without_settings() {
    application.run(
        context -> {
          TenantsEndpoint endpoint = context.getBean(TenantsEndpoint.class);
          TenantsEndpoint.Page first = endpoint.tenants(null, 2);
          assertThat(first.tenants()).extracting(TenantsEndpoint.Entry::name).containsExactly("acme", "globex");
          assertThat(first.more()).isTrue();
          TenantsEndpoint.Page last = endpoint.tenants(1, 2);
          assertThat(last.tenants()).extracting(TenantsEndpoint.Entry::status).containsExactly("suspended");
          assertThat(last.more()).isFalse();
          assertThat(endpoint.tenants(null, null).size()).isEqualTo(20);
          assertThat(String.valueOf(endpoint.tenant("ACME"))).contains("id=7").doesNotContain("s3cret");
          assertThat(endpoint.tenant("nobody")).isNull();
        });
  }

  @Test
  void the_endpoint_is_there_only_if_it_is_exposed() {
    application
        .withPropertyValues("management.endpoints.web.exposure.include=health")
        .run(context -> assertThat(context).doesNotHaveBean(TenantsEndpoint.class));
  }

  @Test
  void each_datasource_set_has_its_own_health() {
    application.run(
        context -> {
          var health = (CompositeHealthContributor) context.getBean("dbHealthContributor");
          assertThat(health.stream().collect(Collectors.toMap(entry -> entry.name(), entry -> status(entry))))
              .containsOnlyKeys("main", "away")
              .containsEntry("main", Status.UP)
              .containsEntry("away", Status.DOWN);
        });
  }

  private static Status status(HealthContributors.Entry entry) {
    Health health = ((HealthIndicator) entry.contributor()).health();
    return health == null ? Status.UNKNOWN : health.getStatus();
  }

  @Test
  void statements_refusals_and_connections_are_counted_and_no_meter_names_a_tenant() {
    application.run(
        context -> {
          MeterRegistry registry = context.getBean(MeterRegistry.class);
          context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
          JdbcClient jdbc = JdbcClient.create(context.getBean(TenantDataSource.class));
          acme(context).run(() -> jdbc.sql("select count(*) from note").query(Long.class).single());
          assertThatThrownBy(() -> acme(context).run(() -> jdbc.sql("truncate note").update()))
              .isInstanceOf(StatementRefusedException.class);

          assertThat(
                  registry.get("partywall.statements").tags("datasource", "main", "effect", "read").counter().count())
              .isEqualTo(1);
          assertThat(registry.get("partywall.refusals").tag("reason", "kind-not-allowed").counter().count())
              .isEqualTo(1);
          assertThat(
                  registry
                      .get("partywall.connections.acquire")
                      .tags("datasource", "main", "outcome", "acquired")
                      .timer()
                      .count())
              .isPositive();
          assertThat(registry.get("partywall.guard.texts").functionCounter().count()).isEqualTo(2);
          assertThat(registry.get("partywall.connections.budget").gauge().value()).isEqualTo(100);
          assertThat(registry.get("partywall.connections.open").gauge().value()).isPositive();
          for (String gauge : new String[] {"active", "idle", "waiting"}) {
            registry.get("partywall.pool." + gauge).tag("datasource", "main").gauge();
          }
          assertThat(registry.getMeters())
              .allSatisfy(meter -> assertThat(meter.getId().getTags().toString()).doesNotContain("acme", "7"));
        });
  }

  @Test
  void what_is_not_proven_is_listed_and_counted() {
    String allowed = SqlGuard.fingerprint("select count(*) from pg_stat_activity");
    application
        .withPropertyValues(
            "management.endpoints.web.exposure.include=refusals",
            "partywall.guard.allowed-statements." + allowed + "=known")
        .run(
            context -> {
              JdbcClient jdbc = JdbcClient.create(context.getBean(TenantDataSource.class));
              acme(context).run(() -> jdbc.sql("select count(*) from PG_STAT_ACTIVITY").query(Long.class).single());
              assertThatThrownBy(() -> acme(context).run(() -> jdbc.sql("truncate note").update()))
                  .isInstanceOf(StatementRefusedException.class);
              assertThat(context.getBean(RefusalsEndpoint.class).refusals().statements())
                  .extracting(RefusedStatement::fingerprint, RefusedStatement::reason, RefusedStatement::outcome)
                  .containsExactlyInAnyOrder(
                      tuple(allowed, "relation-not-allowed", Outcome.ALLOWED),
                      tuple(SqlGuard.fingerprint("truncate note"), "kind-not-allowed", Outcome.REFUSED));
              assertThat(
                      context
                          .getBean(MeterRegistry.class)
                          .get("partywall.statements.as.written")
                          .tag("why", "allowed")
                          .counter()
                          .count())
                  .isEqualTo(1);
            });
  }

  @Test
  void reporting_runs_what_would_be_refused() {
    application
        .withPropertyValues("partywall.guard.mode=report")
        .run(
            context -> {
              JdbcClient jdbc = JdbcClient.create(context.getBean(TenantDataSource.class));
              acme(context).run(() -> jdbc.sql("truncate note").update());
              assertThat(
                      context
                          .getBean(MeterRegistry.class)
                          .get("partywall.statements.as.written")
                          .tag("why", "reported")
                          .counter()
                          .count())
                  .isEqualTo(1);
            });
  }

  @Test
  void the_doctor_tells_of_each_set_what_is_wrong_or_why_it_was_not_examined() {
    application
        .withPropertyValues("management.endpoints.web.exposure.include=doctor")
        .run(
            context -> {
              DoctorEndpoint endpoint = context.getBean(DoctorEndpoint.class);
              DoctorEndpoint.Report report = endpoint.report();
              assertThat(report.findings())
                  .contains(
                      new DoctorEndpoint.Entry(
                          "index-missing",
                          "warning",
                          "main",
                          "public.note",
                          "No index begins with tenant_id, so that each statement of a tenant reads the rows of all.",
                          List.of("CREATE INDEX ON public.note (tenant_id)")));
              assertThat(report.unexamined()).extracting(DoctorEndpoint.Unexamined::datasource).containsExactly("away");
              assertThat(String.valueOf(endpoint.report("main"))).contains("index-missing");
              assertThat(endpoint.report("nowhere")).isNull();
            });
  }

  private static Tenancy acme(ApplicationContext context) {
    return Tenancy.of(context.getBean(TenantStore.class).findByName(TenantName.of("acme")).orElseThrow());
  }
}
