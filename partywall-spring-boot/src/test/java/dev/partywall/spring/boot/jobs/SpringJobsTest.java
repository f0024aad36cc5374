package dev.partywall.spring.boot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.fleet.jobs.Job;
import dev.partywall.fleet.jobs.Recurring;
import dev.partywall.fleet.jobs.Retry;
import dev.partywall.fleet.jobs.TenantJobs;
import dev.partywall.fleet.jobs.Timetable;
import dev.partywall.fleet.jobs.When;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.actuate.JobsEndpoint;
import dev.partywall.spring.boot.actuate.PartywallActuatorAutoConfiguration;
import dev.partywall.spring.boot.actuate.PartywallMetricsAutoConfiguration;
import dev.partywall.spring.boot.app.Nodes;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs as docs/jobs.md says, in an application. */
@PartywallDatabases
@Timeout(120)
class SpringJobsTest {

  static final List<String> LOG = new CopyOnWriteArrayList<>();

  private final TestDatabase main;
  private final ApplicationContextRunner application;

  SpringJobsTest(TestDatabase main) {
    this.main = main;
    this.application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    PartywallAutoConfiguration.class,
                    PartywallJobsAutoConfiguration.class,
                    PartywallActuatorAutoConfiguration.class,
                    PartywallMetricsAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                "spring.datasource.url=" + main.jdbcUrl(),
                "spring.datasource.username=" + main.username(),
                "spring.datasource.password=" + main.password(),
                "partywall.tenants[0].name=acme",
                "partywall.tenants[0].id=1",
                "partywall.tenants[1].name=globex",
                "partywall.tenants[1].id=2",
                "partywall.jobs.poll=50ms",
                "management.endpoints.web.exposure.include=*");
  }

  /** An order, as it is stored. */
  public record Order(long id, String what) {}

  @Configuration(proxyBeanMethods = false)
  static class Work {

    @Bean
    Job<Order> ship() {
      return Job.of(
          "ship",
          JsonPayload.of(Order.class),
          (order, _) -> LOG.add(Tenancy.current().label() + " " + order.id() + " " + order.what()));
    }

    @Bean
    Job<String> failing() {
      return Job.of(
              "failing",
              (text, _) -> {
                throw new IllegalStateException("no luck with " + text);
              })
          .withRetry(Retry.NEVER);
    }
  }

  @BeforeEach
  void reset() {
    LOG.clear();
    main.execute(
        "drop schema if exists partywall cascade; drop table if exists orders;"
            + "create table orders (tenant_id bigint not null, id bigint)");
  }

  private static Tenancy tenancy(ApplicationContext context, String name) {
    return Tenancy.of(context.getBean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow());
  }

  @SuppressWarnings("unchecked")
  private static Job<Order> ship(ApplicationContext context) {
    return (Job<Order>) context.getBean("ship", Job.class);
  }

  @Test
  void a_job_is_committed_with_springs_transaction_and_rolled_back_with_it() {
    application
        .withUserConfiguration(Work.class)
        .run(
            context -> {
              TenantJobs jobs = context.getBean(TenantJobs.class);
              TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
              JdbcClient jdbc = context.getBean(JdbcClient.class);
              tenancy(context, "acme")
                  .run(
                      () -> {
                        transaction.executeWithoutResult(
                            status -> {
                              jdbc.sql("insert into orders (id) values (1)").update();
                              jobs.schedule(ship(context), new Order(1, "lost"));
                              status.setRollbackOnly();
                            });
                        transaction.executeWithoutResult(
                            _ -> {
                              jdbc.sql("insert into orders (id) values (2)").update();
                              jobs.schedule(ship(context), new Order(2, "a bell"));
                              assertThat(main("select count(*) from partywall.scheduled_tasks")).isZero();
                            });
                      });
              Nodes.eventually(() -> !LOG.isEmpty());
              assertThat(LOG).containsExactly("acme 2 a bell");
              assertThat(main("select count(*) from orders")).isEqualTo(1);
            });
  }

  private long main(String sql) {
    return JdbcClient.create(main.dataSource()).sql(sql).query(Long.class).single();
  }

  @Test
  void the_endpoint_and_the_meters_show_jobs() {
    application
        .withUserConfiguration(Work.class)
        .run(
            context -> {
              TenantJobs jobs = context.getBean(TenantJobs.class);
              @SuppressWarnings("unchecked")
              Job<String> failing = context.getBean("failing", Job.class);
              tenancy(context, "globex").run(() -> jobs.schedule(failing, "it"));
              tenancy(context, "acme")
                  .run(() -> jobs.schedule(ship(context), new Order(1, "x"), When.after(Duration.ofHours(1))));
              Nodes.eventually(() -> !jobs.failed(1).isEmpty());
              JobsEndpoint.Jobs shown = context.getBean(JobsEndpoint.class).jobs();
              assertThat(shown.datasources()).containsExactly("main");
              assertThat(shown.counts())
                  .containsExactlyInAnyOrder(
                      new JobsEndpoint.Count("main", "1", "scheduled", 1),
                      new JobsEndpoint.Count("main", "2", "failed", 1));
              assertThat(shown.failed())
                  .singleElement()
                  .satisfies(
                      failed -> {
                        assertThat(failed.owner()).isEqualTo("2");
                        assertThat(failed.name()).isEqualTo("failing");
                        assertThat(failed.problem()).contains("no luck with it");
                      });
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              Nodes.eventually(() -> meters.find("partywall.jobs.runs").tag("outcome", "failed").timer() != null);
              assertThat(meters.get("partywall.jobs.scheduled").tag("job", "ship").counter().count()).isEqualTo(1);
              context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
              Gauge waiting = meters.get("partywall.jobs").tag("state", "scheduled").gauge();
              assertThat(waiting.value()).isEqualTo(1);
              assertThat(meters.getMeters())
                  .filteredOn(meter -> meter.getId().getName().startsWith("partywall.jobs"))
                  .noneMatch(meter -> meter.getId().getTags().toString().contains("acme"));
            });
  }

  @Test
  void recurring_beans_run_for_each_configured_tenant() {
    application
        .withBean(
            Recurring.class,
            () ->
                Recurring.forEachTenant(
                    "digest", Timetable.every(Duration.ofMillis(50)), (_, _) -> LOG.add(Tenancy.current().label())))
        .run(_ -> Nodes.eventually(() -> LOG.containsAll(List.of("acme", "globex"))));
  }

  @Test
  void an_application_without_jobs_gets_no_table_of_them() {
    application.run(
        context -> {
          assertThat(context).hasSingleBean(TenantJobs.class);
          assertThat(main("select count(*) from pg_namespace where nspname = 'partywall'")).isZero();
        });
  }

  @Test
  void a_process_can_leave_jobs_to_others() {
    application
        .withUserConfiguration(Work.class)
        .withPropertyValues("partywall.jobs.run=false")
        .run(
            context -> {
              TenantJobs jobs = context.getBean(TenantJobs.class);
              tenancy(context, "acme").run(() -> jobs.schedule(ship(context), new Order(1, "later")));
              assertThat(jobs.running()).isEmpty();
            });
    assertThat(LOG).isEmpty();
    application.withUserConfiguration(Work.class).run(_ -> Nodes.eventually(() -> LOG.contains("acme 1 later")));
  }

  @Test
  void an_application_of_one_tenant_needs_no_tenancy() {
    application
        .withUserConfiguration(Work.class)
        .withPropertyValues("partywall.enabled=false")
        .run(
            context -> {
              context.getBean(TenantJobs.class).schedule(ship(context), new Order(1, "x"));
              Nodes.eventually(() -> LOG.contains("default 1 x"));
            });
  }

  @Test
  void an_application_whose_database_is_away_starts() {
    application
        .withUserConfiguration(Work.class)
        .withPropertyValues(
            "spring.datasource.url=jdbc:postgresql://localhost:1/away", "partywall.budget.acquire-timeout=300ms")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void mistakes_are_reported() {
    application
        .withPropertyValues("partywall.jobs.threads=0", "partywall.jobs.pol=1s", "partywall.jobs.heartbeat=0s")
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(
                      ((ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure()))
                          .problems())
                  .extracting(problem -> problem.setting())
                  .containsExactlyInAnyOrder(
                      "partywall.jobs.threads", "partywall.jobs.pol", "partywall.jobs.heartbeat");
            });
  }

  @Test
  void an_application_without_the_module_starts() {
    application
        .withClassLoader(new FilteredClassLoader("dev.partywall.fleet", "com.github.kagkarlsson"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("tenantJobs"));
  }
}
