package dev.partywall.spring.boot.registry;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.TenantStore;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;

/** Refuses a store of the application's beside the registry: it would not be asked. */
final class OtherStoresCheck implements ConfigurationCheck {

  private final ListableBeanFactory beans;

  OtherStoresCheck(ListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public List<ConfigurationProblem> problems() {
    return Arrays.stream(beans.getBeanNamesForType(TenantStore.class, true, false))
        .filter(name -> !PartywallAutoConfiguration.TENANT_STORES.contains(name))
        .map(
            name ->
                new ConfigurationProblem(
                    "partywall.registry.enabled",
                    "the bean '" + name + "' finds tenants, too, and would not be asked",
                    "Remove one of the two"))
        .toList();
  }
}
