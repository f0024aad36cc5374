package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.jdbc.door.TenantDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * Refuses a session factory that uses the door and was built past Partywall's settings: its caches would mix tenants.
 */
final class SessionFactoryCheck {

  private SessionFactoryCheck() {}

  static void check(EntityManagerFactory factory) {
    SessionFactoryImplementor sessions = factory.unwrap(SessionFactoryImplementor.class);
    Object resolver = sessions.getSessionFactoryOptions().getCurrentTenantIdentifierResolver();
    if (!(resolver instanceof TenantIdentifiers) && usesDoor(factory)) {
      throw new ConfigurationException(
          List.of(
              new ConfigurationProblem(
                  "EntityManagerFactory '" + sessions.getName() + "'",
                  "it was built without Partywall's Hibernate settings, so its caches and sessions know no tenant",
                  "Build it with Spring Boot's EntityManagerFactoryBuilder, or apply the HibernatePropertiesCustomizer beans"
                      + " to its properties")));
    }
  }

  private static boolean usesDoor(EntityManagerFactory factory) {
    return factory.getProperties().values().stream().anyMatch(TenantDataSource.class::isInstance);
  }
}
