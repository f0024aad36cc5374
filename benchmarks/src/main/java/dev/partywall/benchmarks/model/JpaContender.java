package dev.partywall.benchmarks.model;

import dev.partywall.benchmarks.model.JpaEntities.JpaEvent;
import dev.partywall.benchmarks.model.JpaEntities.JpaEvents;
import dev.partywall.benchmarks.model.JpaEntities.JpaProduct;
import dev.partywall.benchmarks.model.JpaEntities.JpaProducts;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Spring Data JPA over Hibernate with {@code @TenantId}: repositories as an application has them. */
final class JpaContender implements Contender {

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  private final CurrentTenant tenants = new CurrentTenant();
  private final JpaProducts products;
  private final JpaEvents events;

  JpaContender(DataSource pool) {
    context.registerBean(DataSource.class, () -> pool);
    context.registerBean(CurrentTenant.class, () -> tenants);
    context.register(Setup.class);
    context.refresh();
    this.products = context.getBean(JpaProducts.class);
    this.events = context.getBean(JpaEvents.class);
  }

  @Override
  public String name() {
    return "jpa";
  }

  @Override
  public long readByKey(long tenant, long product) {
    tenants.current = tenant;
    return products.findById(product).orElseThrow().value();
  }

  @Override
  public long list20(long tenant, long from) {
    tenants.current = tenant;
    return products.findByIdGreaterThanEqualOrderById(from, Limit.of(20)).stream().mapToLong(JpaProduct::value).sum();
  }

  @Override
  public long insert(long tenant, long id, String text) {
    tenants.current = tenant;
    return events.save(new JpaEvent(id, text)).getId() == id ? 1 : 0;
  }

  @Override
  public long update(long tenant, long product, int stock) {
    tenants.current = tenant;
    return products.setStock(product, stock);
  }

  @Override
  public void close() {
    context.close();
  }

  /** The benchmark has one thread, so that a field serves where an application has a thread-local. */
  static final class CurrentTenant implements CurrentTenantIdentifierResolver<Long> {
    private long current;

    @Override
    public Long resolveCurrentTenantIdentifier() {
      return current;
    }

    @Override
    public boolean validateExistingCurrentSessions() {
      return false;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @EnableJpaRepositories(considerNestedRepositories = true)
  static class Setup {

    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource pool, CurrentTenant tenants) {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(pool);
      factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      factory.setManagedTypes(PersistenceManagedTypes.of(JpaProduct.class.getName(), JpaEvent.class.getName()));
      factory.setJpaPropertyMap(Map.of(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, tenants));
      return factory;
    }

    @Bean
    JpaTransactionManager transactionManager(EntityManagerFactory factory) {
      return new JpaTransactionManager(factory);
    }
  }
}
