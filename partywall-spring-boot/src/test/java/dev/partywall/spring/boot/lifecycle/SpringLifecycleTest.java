package dev.partywall.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantNotCreatedException;
import dev.partywall.fleet.TenantSeeder;
import dev.partywall.fleet.Tenants;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.actuate.PartywallMetricsAutoConfiguration;
import dev.partywall.spring.boot.migration.PartywallFlywayAutoConfiguration;
import dev.partywall.spring.boot.migration.PartywallLiquibaseAutoConfiguration;
import dev.partywall.spring.boot.migration.PartywallRowSecurityAutoConfiguration;
import dev.partywall.spring.boot.migration.PartywallSchemaMigrationsAutoConfiguration;
import dev.partywall.spring.boot.registry.PartywallRegistryAutoConfiguration;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants come and go while a Spring Boot application runs, by its own migrations and beans. */
@PartywallDatabases("main")
class SpringLifecycleTest {

  private final TestDatabase main;
  private final String prefix;
  private final ApplicationContextRunner application;

  SpringLifecycleTest(@Database("main") TestDatabase main) {
    this.main = main;
    this.prefix = main.name() + "_spring";
    main.execute(
        "do $$ begin create role app login; exception when duplicate_object or unique_violation then null; end $$");
    this.application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    PartywallAutoConfiguration.class,
                    PartywallRegistryAutoConfiguration.class,
                    PartywallSchemaMigrationsAutoConfiguration.class,
                    PartywallLifecycleAutoConfiguration.class,
                    PartywallFlywayAutoConfiguration.class,
                    PartywallLiquibaseAutoConfiguration.class,
                    PartywallRowSecurityAutoConfiguration.class,
                    PartywallMetricsAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    FlywayAutoConfiguration.class,
                    LiquibaseAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                "partywall.datasources.main.write[0].url=" + main.jdbcUrl(),
                "partywall.datasources.main.write[0].username=app",
                "partywall.row-security.enabled=true",
                "partywall.row-security.owner.username=" + main.username(),
                "partywall.row-security.owner.password=" + main.password(),
                "partywall.registry.enabled=true",
                "partywall.lifecycle.prefix=" + prefix,
                "partywall.lifecycle.servers=main",
                "partywall.lifecycle.prepared=1",
                "partywall.lifecycle.look=100ms",
                "spring.flyway.locations=classpath:deployments/migration",
                "spring.liquibase.change-log=classpath:deployments/changelog/notes.yaml",
                "spring.liquibase.enabled=false");
  }

  @AfterEach
  void drop() {
    for (String database : databases()) {
      main.execute("drop database \"" + database + "\" with (force)");
    }
    main.execute("drop schema if exists partywall cascade; drop schema public cascade; create schema public");
  }

  private List<String> databases() {
    return JdbcClient.create(main.dataSource())
        .sql("select datname from pg_database where starts_with(datname, ?)")
        .param(prefix)
        .query(String.class)
        .list();
  }

  private static NewTenant isolated(String name) {
    return NewTenant.of(name).in(new Home.Isolated(DatasourceName.MAIN));
  }

  private static RegisteredTenant create(ApplicationContext context, NewTenant wanted) {
    return Tenancy.host().call(() -> context.getBean(Tenants.class).create(wanted));
  }

  private static List<String> notes(ApplicationContext context, RegisteredTenant tenant) {
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    return Tenancy.of(tenant.tenant())
        .call(() -> jdbc.sql("select text from note order by id").query(String.class).list());
  }

  private static TenantSeeder greeting(Supplier<JdbcClient> jdbc) {
    return (tenant, _) ->
        jdbc.get().sql("insert into note (id, text) values (1, ?)").param("hello " + tenant.name()).update();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in vain").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void tenants_are_migrated_secured_and_seeded_wherever_they_live_and_not_opened_again_without_need() {
    List<String> migrated = new ArrayList<>();
    ApplicationContextRunner recording =
        application.withBean(
            FlywayMigrationStrategy.class,
            () ->
                flyway -> {
                  flyway.migrate();
                  migrated.add(flyway.getConfiguration().getDefaultSchema());
                });
    recording
        .withBean(Seeder.class)
        .run(
            context -> {
              TenantLifecycle tenants = context.getBean(TenantLifecycle.class);
              await(() -> tenants.preparedDatabases().equals(Map.of("main", 1)));
              for (Home home :
                  List.of(
                      new Home.Shared(DatasourceName.MAIN),
                      new Home.Isolated(DatasourceName.MAIN),
                      new Home.Schema(DatasourceName.MAIN))) {
                RegisteredTenant made = create(context, NewTenant.of("t" + home.getClass().getSimpleName()).in(home));
                assertThat(notes(context, made)).containsExactly("hello " + made.tenant().name());
              }
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
              assertThat(
                      meters
                          .get("partywall.lifecycle.operations")
                          .tags("kind", "create", "outcome", "done")
                          .timer()
                          .count())
                  .isEqualTo(3);
              assertThat(meters.get("partywall.lifecycle.prepared").tag("servers", "main").gauge().value())
                  .isBetween(0.0, 1.0);
            });
    migrated.clear();
    recording.run(
        context -> {
          TenantStore store = context.getBean(TenantStore.class);
          assertThat(store.findByName(TenantName.of("tIsolated"))).isPresent();
          assertThat(migrated).hasSize(1);
        });
    main.execute("update partywall.tenant set fingerprint = 'flyway:old'");
    migrated.clear();
    recording.run(context -> assertThat(migrated).hasSize(3));
    migrated.clear();
    recording.run(context -> assertThat(migrated).hasSize(1));
  }

  @Test
  void a_seeder_that_fails_leaves_nothing_and_says_why() {
    application
        .withBean(Seeder.class)
        .withBean(
            "second",
            TenantSeeder.class,
            () ->
                (_, _) -> {
                  throw new IllegalArgumentException("no such plan");
                })
        .run(
            context -> {
              assertThatThrownBy(() -> create(context, isolated("acme")))
                  .isInstanceOf(TenantNotCreatedException.class)
                  .hasMessageContaining("no such plan");
              assertThat(context.getBean(TenantStore.class).findByName(TenantName.of("acme"))).isEmpty();
            });
  }

  @Test
  void an_application_without_a_registry_has_no_tenants_to_make() {
    application
        .withPropertyValues("partywall.registry.enabled=false", "partywall.tenants[0].name=acme")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Tenants.class));
  }

  @Test
  void mistakes_in_settings_stop_the_application() {
    application
        .withPropertyValues("partywall.lifecycle.prefix=A b")
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("prefix is 'A b'"));
  }

  /** Says hello to each tenant. */
  static final class Seeder implements TenantSeeder {
    private final JdbcClient jdbc;

    Seeder(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @Override
    public void seed(Tenant tenant, Map<String, String> seed) throws Exception {
      greeting(() -> jdbc).seed(tenant, seed);
    }
  }
}
