package dev.partywall.spring.boot.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.jdbc.RowSecurityException;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Migration tools work on every database and tenant schema before the application does. */
@PartywallDatabases({"main", "isolated"})
class MigrationTest {

  private final TestDatabase main;
  private final TestDatabase isolated;
  private final ApplicationContextRunner application;

  MigrationTest(@Database("main") TestDatabase main, @Database("isolated") TestDatabase isolated) {
    this.main = main;
    this.isolated = isolated;
    this.application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    PartywallAutoConfiguration.class,
                    PartywallFlywayAutoConfiguration.class,
                    PartywallLiquibaseAutoConfiguration.class,
                    PartywallRowSecurityAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    FlywayAutoConfiguration.class,
                    LiquibaseAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class))
            .withPropertyValues(
                pool("main", main, "url=" + main.jdbcUrl()),
                pool("main", main, "username=" + main.username()),
                pool("main", main, "password=" + main.password()),
                pool("isolated", isolated, "url=" + isolated.jdbcUrl()),
                pool("isolated", isolated, "username=" + isolated.username()),
                pool("isolated", isolated, "password=" + isolated.password()),
                "partywall.tenants[0].name=shared",
                "partywall.tenants[1].name=isolated",
                "partywall.tenants[1].isolated=true",
                "partywall.tenants[1].datasource=isolated",
                "partywall.tenants[2].name=schema",
                "partywall.tenants[2].schema=Own-Schema",
                "spring.flyway.locations=classpath:deployments/migration",
                "spring.liquibase.change-log=classpath:deployments/changelog/notes.yaml");
  }

  private static String pool(String set, TestDatabase database, String setting) {
    return "partywall.datasources." + set + ".write[0]." + setting;
  }

  @BeforeEach
  void clear() {
    for (TestDatabase database : List.of(main, isolated)) {
      database.execute(
          "drop schema if exists \"Own-Schema\" cascade; drop schema public cascade; create schema public");
    }
  }

  private static List<String> schemasWith(String table, TestDatabase database) {
    return JdbcClient.create(database.dataSource())
        .sql("select schemaname from pg_tables where tablename = ? order by 1")
        .param(table)
        .query(String.class)
        .list();
  }

  private static void everyTenantWritesAndReads(AssertableApplicationContext context) {
    assertThat(context).hasNotFailed();
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    for (String name : List.of("shared", "isolated", "schema")) {
      Tenancy tenancy = Tenancy.of(context.getBean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow());
      tenancy.run(() -> jdbc.sql("insert into note (id, text) values (1, ?)").param(name).update());
      List<String> texts = tenancy.call(() -> jdbc.sql("select text from note").query(String.class).list());
      assertThat(texts).containsExactly(name);
    }
  }

  @Test
  void flyway_migrates_every_database_and_schema() {
    application.withPropertyValues("spring.liquibase.enabled=false").run(MigrationTest::everyTenantWritesAndReads);
    assertThat(schemasWith("flyway_schema_history", main)).containsExactly("Own-Schema", "public");
    assertThat(schemasWith("flyway_schema_history", isolated)).containsExactly("public");
  }

  @Test
  void flyway_finds_nothing_to_do_the_second_time() {
    var flyway = application.withPropertyValues("spring.liquibase.enabled=false");
    flyway.run(context -> assertThat(context).hasNotFailed());
    flyway.run(MigrationTest::everyTenantWritesAndReads);
  }

  @Test
  void a_migration_strategy_of_the_application_is_applied_to_every_database() {
    List<String> migrated = new ArrayList<>();
    application
        .withPropertyValues("spring.liquibase.enabled=false")
        .withBean(
            FlywayMigrationStrategy.class,
            () ->
                flyway -> {
                  flyway.migrate();
                  migrated.add(flyway.info().current().getScript());
                })
        .run(MigrationTest::everyTenantWritesAndReads);
    assertThat(migrated).containsExactly("V1__notes.sql", "V1__notes.sql", "V1__notes.sql");
  }

  @Test
  void liquibase_updates_every_database_and_schema() {
    application.withPropertyValues("spring.flyway.enabled=false").run(MigrationTest::everyTenantWritesAndReads);
    assertThat(schemasWith("databasechangelog", main)).containsExactly("Own-Schema", "public");
    assertThat(schemasWith("databasechangelog", isolated)).containsExactly("public");
  }

  @Test
  void row_security_follows_the_migrations() {
    main.execute(
        "do $$ begin create role app login; exception when duplicate_object or unique_violation then null; end $$");
    var secured =
        application.withPropertyValues(
            "spring.liquibase.enabled=false",
            "partywall.row-security.enabled=true",
            "partywall.row-security.owner.username=" + main.username(),
            "partywall.row-security.owner.password=" + main.password(),
            "partywall.datasources.main.write[0].username=app",
            "partywall.datasources.isolated.write[0].username=app");
    secured
        .withPropertyValues("partywall.row-security.apply=false")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(RowSecurityException.class)
                    .hasMessageContaining("CREATE POLICY partywall_tenant ON public.note"));
    secured.run(MigrationTest::everyTenantWritesAndReads);
    secured.withPropertyValues("partywall.row-security.apply=false").run(context -> assertThat(context).hasNotFailed());
    for (TestDatabase database : List.of(main, isolated)) {
      String unlocked =
          "select count(*) from pg_class where relname = 'note' and not (relrowsecurity and relforcerowsecurity)";
      assertThat(JdbcClient.create(database.dataSource()).sql(unlocked).query(Long.class).single()).isZero();
    }
  }

  @Test
  void settings_that_tie_a_tool_to_one_database_are_mistakes() {
    application
        .withPropertyValues("spring.flyway.url=" + main.jdbcUrl(), "spring.liquibase.user=owner")
        .run(
            context -> {
              assertThat(context).hasFailed();
              var failure = (ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure());
              assertThat(failure.problems())
                  .extracting(ConfigurationProblem::setting)
                  .containsExactlyInAnyOrder("spring.flyway.url", "spring.liquibase.user");
            });
  }

  @Test
  void a_migration_that_fails_stops_the_application() {
    isolated.execute("create table note (other text)");
    application
        .withPropertyValues(
            "spring.liquibase.enabled=false",
            "spring.flyway.baseline-on-migrate=true",
            "spring.flyway.baseline-version=0")
        .run(context -> assertThat(context).hasFailed());
  }
}
