package dev.partywall.spring.boot.hibernate;

import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SingleTenant;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Tells Hibernate for which tenant a session is, and makes it keep to that tenant. */
@AutoConfiguration(before = HibernateJpaAutoConfiguration.class, after = PartywallAutoConfiguration.class)
@ConditionalOnClass({SessionFactory.class, EntityManagerFactory.class, HibernatePropertiesCustomizer.class})
@ConditionalOnBean(TenantDataSource.class)
public final class PartywallHibernateAutoConfiguration {

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  HibernatePropertiesCustomizer partywallHibernateProperties(
      PartywallSettings settings, Optional<SingleTenant> single) {
    return new TenancyProperties(
        settings.discriminator(),
        settings.idKind(),
        single.map(SingleTenant::tenancy).orElse(null),
        settings.datasources().stream().anyMatch(set -> !set.isSingle()));
  }

  @Bean
  static BootForHost bootForHost() {
    return new BootForHost();
  }

  @Bean
  static ConfigurationCheck schemaGenerationCheck(Environment environment) {
    return new SchemaGenerationCheck(environment);
  }

  @Bean
  static SmartInitializingSingleton sessionFactoryCheck(ObjectProvider<EntityManagerFactory> factories) {
    return () -> factories.stream(ObjectProvider.UNFILTERED, false).forEach(SessionFactoryCheck::check);
  }
}
