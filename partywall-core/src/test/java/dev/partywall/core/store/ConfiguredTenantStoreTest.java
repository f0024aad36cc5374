package dev.partywall.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DomainName;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredTenantStoreTest {

  private static final Tenant ACME = Tenant.of(1, "acme");
  private static final Tenant SHARE_TEST = Tenant.of(2, "shareTest");

  private final ConfiguredTenantStore store =
      ConfiguredTenantStore.of(
          List.of(
              new ConfiguredTenant(ACME, List.of(DomainName.of("shop.acme.org"), DomainName.of("acme.net"))),
              new ConfiguredTenant(SHARE_TEST)));

  @Test
  void findsByNameInAnyCase() {
    assertThat(store.findByName(TenantName.of("ACME"))).contains(ACME);
    assertThat(store.findByName(TenantName.of("sharetest"))).contains(SHARE_TEST);
  }

  @Test
  void findsByIdAndByEachDomain() {
    assertThat(store.findById(TenantId.of(2))).contains(SHARE_TEST);
    assertThat(store.findByDomain(DomainName.of("SHOP.acme.org."))).contains(ACME);
    assertThat(store.findByDomain(DomainName.of("acme.net"))).contains(ACME);
  }

  @Test
  void whatIsNotListedIsUnknown() {
    assertThat(store.findByName(TenantName.of("constructor"))).isEmpty();
    assertThat(store.findById(TenantId.of(3))).isEmpty();
    assertThat(store.findById(TenantId.of("1"))).isEmpty();
    assertThat(store.findByDomain(DomainName.of("acme.org"))).isEmpty();
  }

  @Test
  void listsTheTenants() {
    assertThat(store.tenants()).containsExactly(ACME, SHARE_TEST);
  }

  @Test
  void allMistakesAreListedAtOnce() {
    List<ConfiguredTenant> tenants =
        List.of(
            new ConfiguredTenant(ACME, List.of(DomainName.of("acme.org"))),
            new ConfiguredTenant(Tenant.of(1, "globex"), List.of(DomainName.of("ACME.org"))),
            new ConfiguredTenant(Tenant.of(3, "Acme")),
            new ConfiguredTenant(Tenant.of(TenantId.of("four"), "initech")));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ConfiguredTenantStore.of(tenants))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(ConfigurationProblem::setting)
                    .containsExactly(
                        "partywall.tenants[1].id",
                        "partywall.tenants[1].domains",
                        "partywall.tenants[2].name",
                        "partywall.tenants[3].id"))
        .withMessageStartingWith("4 mistakes in the configuration:")
        .withMessageContaining("'acme.org' is already used by partywall.tenants[0]");
  }
}
