package dev.partywall.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import dev.partywall.core.store.EmptyTenantStore;
import dev.partywall.jdbc.door.TenantDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PartywallAutoConfigurationTest {

  /** Must stay as it is for ever: rows are stored under it. */
  private static final TenantId DERIVED_FROM_ACME = TenantId.of(1_806_106_125_770_569L);

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(PartywallAutoConfiguration.class, DataSourceAutoConfiguration.class));

  private final ApplicationContextRunner configured =
      application.withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost/app");

  @Test
  void the_door_is_the_applications_data_source() {
    configured.run(context -> assertThat(context).hasSingleBean(TenantDataSource.class));
  }

  @Test
  void tenants_come_from_the_configuration() {
    configured
        .withPropertyValues(
            "partywall.datasources.isolateTest.write[0].url=jdbc:postgresql://localhost/isolated",
            "partywall.tenants[0].name=acme",
            "partywall.tenants[0].id=7",
            "partywall.tenants[0].title=Acme Inc.",
            "partywall.tenants[0].domains[0]=shop.acme.example",
            "partywall.tenants[0].settings.color=red",
            "partywall.tenants[1].name=isolateTest",
            "partywall.tenants[1].id=1000",
            "partywall.tenants[1].isolated=true",
            "partywall.tenants[1].datasource=isolateTest",
            "partywall.tenants[1].status=suspended",
            "partywall.tenants[2].name=own",
            "partywall.tenants[2].schema=own_schema")
        .run(
            context -> {
              TenantStore store = context.getBean(TenantStore.class);
              Tenant acme = store.findByName(TenantName.of("acme")).orElseThrow();
              assertThat(acme.id()).isEqualTo(TenantId.of(7));
              assertThat(acme.title()).isEqualTo("Acme Inc.");
              assertThat(acme.settings()).containsEntry("color", "red");
              Tenant isolated = store.findById(TenantId.of(1000)).orElseThrow();
              assertThat(isolated.placement()).isInstanceOf(Placement.Isolated.class);
              assertThat(isolated.status()).isEqualTo(TenantStatus.SUSPENDED);
              Tenant own = store.findByName(TenantName.of("own")).orElseThrow();
              assertThat(own.placement()).isInstanceOf(Placement.Schema.class);
            });
  }

  @Test
  void a_store_of_the_application_replaces_the_configured_one() {
    configured
        .withBean(TenantStore.class, () -> EmptyTenantStore.INSTANCE)
        .run(context -> assertThat(context.getBean(TenantStore.class)).isSameAs(EmptyTenantStore.INSTANCE));
  }

  @Test
  void switched_off_there_is_one_tenant_with_id_1() {
    configured
        .withPropertyValues("partywall.enabled=false")
        .run(
            context -> {
              assertThat(context.getBean(SingleTenant.class).tenant().id()).isEqualTo(TenantId.of(1));
              assertThat(context.getBean(TenantStore.class).findById(TenantId.of(1))).isPresent();
            });
  }

  @Test
  void switched_on_there_is_no_single_tenant() {
    configured.run(context -> assertThat(context).doesNotHaveBean(SingleTenant.class));
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    application
        .withPropertyValues(
            "partywall.datasources.main.write[0].url=jdbc:mysql://localhost/app",
            "partywall.datasources.other.write[0].url=jdbc:postgresql://localhost/app",
            "partywall.datasources.other.read[0].url=localhost/replica",
            "partywall.tenants[0].name=../x",
            "partywall.tenants[1].name=acme",
            "partywall.tenants[1].id=one",
            "partywall.tenants[2].name=globex",
            "partywall.tenants[2].isolated=true",
            "partywall.tenants[3].name=Globex",
            "partywall.tenants[3].datasource=nowhere",
            "partywall.budget.connections=many",
            "partywall.budget.tenant-share=7",
            "spring.profiles.active=web,integration-test",
            "partywall.guard.allowed-statements.s0123456789abcdef=",
            "partywall.guard.mode=report")
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(context).getFailure().hasRootCauseInstanceOf(ConfigurationException.class);
              var failure = (ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure());
              assertThat(failure.problems())
                  .extracting(problem -> problem.setting())
                  .containsExactlyInAnyOrder(
                      "partywall.datasources.main.write[0].url",
                      "partywall.datasources.other.read[0].url",
                      "partywall.tenants[0].name",
                      "partywall.tenants[1].id",
                      "partywall.tenants[2].datasource",
                      "partywall.tenants[3].datasource",
                      "partywall.budget.connections",
                      "partywall.budget",
                      "partywall.host-datasource",
                      "partywall.guard.allowed-statements.s0123456789abcdef",
                      "partywall.guard.mode");
            });
  }

  @Test
  void a_setting_that_does_not_exist_is_a_mistake() {
    configured
        .withPropertyValues(
            "partywall.discriminater=tenant_id",
            "partywall.datasources.other.write[0].urll=jdbc:postgresql://localhost/app",
            "partywall.datasources.other.write[0].url=jdbc:postgresql://localhost/app",
            "partywall.datasources.other.write[0].properties.ssl=true",
            "partywall.tenants[0].name=acme",
            "partywall.tenants[0].setings.color=red",
            "partywall.tenants[0].settings.theme.color=red",
            "partywall.tenants[0].domains[0]=acme.example",
            "partywall.guard.allowed-functions[0]=f",
            "partywall.resolve.fallback=host")
        .run(
            context ->
                assertThat(problems(context))
                    .containsExactlyInAnyOrder(
                        "partywall.discriminater",
                        "partywall.datasources.other.write[0].urll",
                        "partywall.tenants[0].setings.color"));
  }

  @Test
  void two_descriptions_of_the_main_set_are_a_mistake() {
    configured
        .withPropertyValues("partywall.datasources.main.write[0].url=jdbc:postgresql://localhost/app")
        .run(context -> assertThat(problems(context)).containsExactly("partywall.datasources.main"));
  }

  @Test
  void no_description_of_a_database_is_a_mistake() {
    application.run(
        context -> assertThat(problems(context)).containsExactly("partywall.datasources", "partywall.host-datasource"));
  }

  @Test
  void tenants_that_share_what_should_be_their_own_are_a_mistake() {
    configured
        .withPropertyValues(
            "partywall.datasources.own.write[0].url=jdbc:postgresql://localhost/own",
            "partywall.tenants[0].name=a",
            "partywall.tenants[0].isolated=true",
            "partywall.tenants[0].datasource=own",
            "partywall.tenants[1].name=b",
            "partywall.tenants[1].datasource=own",
            "partywall.tenants[2].name=c",
            "partywall.tenants[2].schema=same",
            "partywall.tenants[3].name=d",
            "partywall.tenants[3].schema=same",
            "partywall.tenants[4].name=e",
            "partywall.tenants[4].schema=public",
            "partywall.tenants[5].name=A",
            "partywall.tenants[5].id=5",
            "partywall.tenants[6].name=g",
            "partywall.tenants[6].id=5",
            "partywall.tenants[7].name=h",
            "partywall.tenants[7].isolated=true",
            "partywall.tenants[7].schema=h",
            "partywall.tenants[7].datasource=own")
        .run(
            context ->
                assertThat(problems(context))
                    .containsExactlyInAnyOrder(
                        "partywall.tenants[0].datasource",
                        "partywall.tenants[3].schema",
                        "partywall.tenants[4].schema",
                        "partywall.tenants[5].name",
                        "partywall.tenants[6].id",
                        "partywall.tenants[7].schema"));
  }

  @Test
  void listed_tenants_beside_a_store_of_the_application_are_a_mistake() {
    configured
        .withPropertyValues("partywall.tenants[0].name=acme")
        .withBean(TenantStore.class, () -> EmptyTenantStore.INSTANCE)
        .run(context -> assertThat(problems(context)).containsExactly("partywall.tenants"));
  }

  @Test
  void a_primary_data_source_beside_the_door_is_a_mistake() {
    configured
        .withBean(DataSource.class, DriverManagerDataSource::new, definition -> definition.setPrimary(true))
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void a_second_data_source_stays_beside_the_door() {
    configured
        .withBean("reports", DataSource.class, DriverManagerDataSource::new)
        .run(
            context -> {
              assertThat(context.getBean(DataSource.class)).isInstanceOf(TenantDataSource.class);
              assertThat(context.getBean("dataSource")).isSameAs(context.getBean(TenantDataSource.class));
            });
  }

  @Test
  void an_id_left_out_depends_on_the_name_alone() {
    configured
        .withPropertyValues("partywall.tenants[0].name=shareTest", "partywall.tenants[1].name=acme")
        .run(context -> assertThat(idOf("acme", context)).isEqualTo(DERIVED_FROM_ACME));
    configured
        .withPropertyValues("partywall.tenants[0].name=Acme")
        .run(context -> assertThat(idOf("acme", context)).isEqualTo(DERIVED_FROM_ACME));
    configured
        .withPropertyValues("partywall.id-kind=text", "partywall.tenants[0].name=Acme")
        .run(context -> assertThat(idOf("acme", context)).isEqualTo(TenantId.of("acme")));
    configured
        .withPropertyValues("partywall.id-kind=uuid", "partywall.tenants[0].name=acme")
        .run(context -> assertThat(idOf("acme", context).value()).hasToString("2a6098b8-32a1-33e6-89fa-dd552639e0ad"));
  }

  private static TenantId idOf(String name, ApplicationContext context) {
    return context.getBean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow().id();
  }

  private static List<String> problems(AssertableApplicationContext context) {
    assertThat(context).hasFailed();
    var failure = (ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure());
    return failure.problems().stream().map(ConfigurationProblem::setting).toList();
  }
}
