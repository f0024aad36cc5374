package dev.partywall.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import dev.partywall.core.store.EmptyTenantStore;
import dev.partywall.jdbc.door.TenantDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

class PartywallAutoConfigurationTest {

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
            "partywall.datasources.other.read[0].url=jdbc:postgresql://localhost/replica",
            "partywall.tenants[0].name=../x",
            "partywall.tenants[1].name=acme",
            "partywall.tenants[1].id=one",
            "partywall.tenants[2].name=globex",
            "partywall.tenants[2].isolated=true",
            "partywall.tenants[3].name=Globex",
            "partywall.tenants[3].datasource=nowhere",
            "partywall.budget.connections=many",
            "partywall.budget.tenant-share=7",
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
                      "partywall.datasources.other.read",
                      "partywall.tenants[0].name",
                      "partywall.tenants[1].id",
                      "partywall.tenants[2].datasource",
                      "partywall.tenants[3].datasource",
                      "partywall.budget.connections",
                      "partywall.budget",
                      "partywall.host-datasource",
                      "partywall.guard.mode");
            });
  }
}
