package dev.partywall.spring.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.core.TenantStoreUnavailableException;
import dev.partywall.core.store.EmptyTenantStore;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.actuate.PartywallActuatorAutoConfiguration;
import dev.partywall.spring.boot.actuate.PartywallMetricsAutoConfiguration;
import dev.partywall.spring.boot.actuate.TenantsEndpoint;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

/** Tenants of the configuration and of the registry in one application. */
@PartywallDatabases
class SpringRegistryTest {

  private final TestDatabase main;
  private final ApplicationContextRunner application;

  SpringRegistryTest(TestDatabase main) {
    this.main = main;
    this.application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    PartywallAutoConfiguration.class,
                    PartywallRegistryAutoConfiguration.class,
                    PartywallActuatorAutoConfiguration.class,
                    PartywallMetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                "spring.datasource.url=" + main.jdbcUrl(),
                "spring.datasource.username=" + main.username(),
                "spring.datasource.password=" + main.password(),
                "partywall.registry.enabled=true",
                "partywall.tenants[0].name=acme",
                "partywall.tenants[0].id=1000",
                "management.endpoints.web.exposure.include=tenants");
  }

  @BeforeEach
  void begin() {
    main.execute("drop schema if exists partywall cascade");
  }

  private void register(String name, long id) {
    main.execute(
        """
        with v as (update partywall.registry set version = version + 1 returning version)
        insert into partywall.tenant (id, name, slug, title, state, placement, datasource, version)
          select '%s', '%s', '%s', '%s', 'ACTIVE', 'shared', 'main', version from v
        """
            .formatted(id, name, name, name));
  }

  @Test
  void configured_and_registered_tenants_are_found_and_listed() {
    application.run(
        context -> {
          register("globex", 5);
          context.getBean(Registry.class).refresh();
          TenantStore store = context.getBean(TenantStore.class);
          assertThat(store.findByName(TenantName.of("acme"))).map(Tenant::id).hasValue(TenantId.of(1000));
          assertThat(store.findByName(TenantName.of("globex"))).map(Tenant::id).hasValue(TenantId.of(5));
          assertThat(store.findById(TenantId.of(5))).isPresent();
          assertThat(store.findByName(TenantName.of("nobody"))).isEmpty();
          assertThat(context.getBean(TenantDirectory.class).tenants()).hasSize(2);
          TenantsEndpoint.Page page = context.getBean(TenantsEndpoint.class).tenants(null, null);
          assertThat(page.tenants()).extracting(TenantsEndpoint.Entry::name).containsExactly("acme", "globex");
        });
  }

  @Test
  void without_being_switched_on_there_is_none() {
    application
        .withPropertyValues("partywall.registry.enabled=false")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(Registry.class);
              assertThat(context.getBean(TenantStore.class).findByName(TenantName.of("acme"))).isPresent();
            });
    application
        .withPropertyValues("partywall.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(Registry.class));
  }

  @Test
  void a_name_or_id_in_both_is_a_mistake_that_says_whose() {
    application.run(context -> assertThat(context).hasNotFailed());
    register("acme", 5);
    register("globex", 1000);
    application.run(
        context -> {
          List<ConfigurationProblem> problems = problems(context);
          assertThat(problems).hasSize(2);
          assertThat(String.valueOf(problems))
              .contains(
                  "the name 'acme' is also that of the tenant 'acme' (id 5)",
                  "the id '1000' is also that of the tenant 'globex' (id 1000)");
        });
  }

  @Test
  void a_store_of_the_application_beside_it_is_a_mistake() {
    application
        .withBean("mine", TenantStore.class, () -> EmptyTenantStore.INSTANCE)
        .run(
            context ->
                assertThat(problems(context))
                    .extracting(ConfigurationProblem::setting)
                    .contains("partywall.registry.enabled"));
  }

  @Test
  void wrong_settings_are_mistakes() {
    application
        .withPropertyValues("partywall.registry.poll=often", "partywall.registry.leese=1m")
        .run(
            context ->
                assertThat(problems(context))
                    .extracting(ConfigurationProblem::setting)
                    .containsExactlyInAnyOrder("partywall.registry.poll", "partywall.registry.leese"));
    application
        .withPropertyValues("partywall.registry.poll=2m", "partywall.registry.lease=1m")
        .run(
            context ->
                assertThat(problems(context))
                    .extracting(ConfigurationProblem::setting)
                    .containsExactly("partywall.registry"));
  }

  @Test
  void it_starts_without_the_database_only_if_told_to() {
    ApplicationContextRunner away =
        application.withPropertyValues(
            "spring.datasource.url=jdbc:postgresql://localhost:1/away", "partywall.budget.acquire-timeout=1s");
    away.run(
        context -> {
          assertThat(context).hasFailed();
          assertThat(context.getStartupFailure())
              .hasStackTraceContaining("The tenant store 'registry' did not answer")
              .hasStackTraceContaining("localhost:1");
        });
    away.withPropertyValues("partywall.registry.start-without-database=true")
        .run(
            context -> {
              TenantStore store = context.getBean(TenantStore.class);
              assertThat(store.findByName(TenantName.of("acme"))).isPresent();
              assertThatThrownBy(() -> store.findByName(TenantName.of("globex")))
                  .isInstanceOf(TenantStoreUnavailableException.class);
              assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            });
  }

  @Test
  void health_and_metrics_tell_how_it_is() {
    application.run(
        context -> {
          register("globex", 5);
          context.getBean(Registry.class).refresh();
          TenantStore store = context.getBean(TenantStore.class);
          var _ = store.findByName(TenantName.of("globex"));
          var _ = store.findByName(TenantName.of("nobody"));
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);
          assertThat(health(context).getDetails()).containsEntry("tenants", 1).containsEntry("connected", true);
          MeterRegistry meters = context.getBean(MeterRegistry.class);
          context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
          assertThat(meters.get("partywall.registry.tenants").gauge().value()).isEqualTo(1);
          assertThat(meters.get("partywall.registry.version").gauge().value()).isEqualTo(1);
          assertThat(meters.get("partywall.registry.connected").gauge().value()).isEqualTo(1);
          assertThat(meters.get("partywall.registry.age").timeGauge().value()).isLessThan(60_000);
          Map.of("found", 1.0, "unknown", 1.0, "unavailable", 0.0)
              .forEach(
                  (outcome, count) ->
                      assertThat(
                              meters
                                  .get("partywall.registry.lookups")
                                  .tag("outcome", outcome)
                                  .functionCounter()
                                  .count())
                          .isEqualTo(count));
          assertThat(meters.get("partywall.registry.questions").functionCounter().count()).isEqualTo(2);
          assertThat(meters.get("partywall.registry.reconnects").functionCounter().count()).isZero();
        });
  }

  private static Health health(AssertableApplicationContext context) {
    return ((HealthIndicator) context.getBean("registryHealthContributor")).health();
  }

  private static List<ConfigurationProblem> problems(AssertableApplicationContext context) {
    assertThat(context).hasFailed();
    return ((ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure())).problems();
  }
}
