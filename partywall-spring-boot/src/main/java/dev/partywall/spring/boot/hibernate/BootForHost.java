package dev.partywall.spring.boot.hibernate;

import dev.partywall.jdbc.door.TenantDataSource;
import jakarta.persistence.spi.PersistenceProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.JpaVendorAdapter;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** Lets each entity manager factory that uses the door be built for the host. */
final class BootForHost implements BeanPostProcessor {

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof LocalContainerEntityManagerFactoryBean factory
        && factory.getDataSource() instanceof TenantDataSource) {
      PersistenceProvider provider = providerOf(factory);
      if (provider != null) {
        factory.setPersistenceProvider(new BootingForHost(provider));
      }
    }
    return bean;
  }

  private static @Nullable PersistenceProvider providerOf(LocalContainerEntityManagerFactoryBean factory) {
    PersistenceProvider given = factory.getPersistenceProvider();
    JpaVendorAdapter adapter = factory.getJpaVendorAdapter();
    return given == null && adapter != null ? adapter.getPersistenceProvider() : given;
  }
}
