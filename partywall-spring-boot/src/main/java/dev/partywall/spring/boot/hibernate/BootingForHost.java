package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Tenancy;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.ProviderUtil;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds entity manager factories for the host: while one is built, no tenancy is bound, and Hibernate asks the
 * database for its version, sequences and tables.
 */
@SuppressWarnings("rawtypes") // as the interface has them
record BootingForHost(PersistenceProvider provider) implements PersistenceProvider {

  @Override
  public @Nullable EntityManagerFactory createEntityManagerFactory(String unit, @Nullable Map properties) {
    return Tenancy.host().call(() -> provider.createEntityManagerFactory(unit, properties));
  }

  @Override
  public EntityManagerFactory createEntityManagerFactory(PersistenceConfiguration configuration) {
    return Tenancy.host().call(() -> provider.createEntityManagerFactory(configuration));
  }

  @Override
  public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo unit, Map properties) {
    return Tenancy.host().call(() -> provider.createContainerEntityManagerFactory(unit, properties));
  }

  @Override
  public void generateSchema(PersistenceUnitInfo unit, Map properties) {
    Tenancy.host().run(() -> provider.generateSchema(unit, properties));
  }

  @Override
  public boolean generateSchema(String unit, Map properties) {
    return Tenancy.host().call(() -> provider.generateSchema(unit, properties));
  }

  @Override
  public ProviderUtil getProviderUtil() {
    return provider.getProviderUtil();
  }
}
