package dev.partywall.spring.boot.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;

/**
 * Adds the checks to every session factory that finds its tenants through Partywall, and to no other. Hibernate finds
 * this class as a service.
 */
public final class PartywallIntegrator implements Integrator {

  /** For Hibernate. */
  public PartywallIntegrator() {}

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor sessionFactory) {
    Object resolver = sessionFactory.getSessionFactoryOptions().getCurrentTenantIdentifierResolver();
    if (resolver instanceof TenantIdentifiers identifiers) {
      EventListenerRegistry registry = sessionFactory.getEventListenerRegistry();
      new TenancyEventListener(identifiers, identifiers.readers()).register(registry);
      MappedDiscriminators discriminators = new MappedDiscriminators(identifiers);
      discriminators.prepare(metadata);
      registry.prependListeners(EventType.FLUSH_ENTITY, new DiscriminatorListener(discriminators, identifiers));
    }
  }
}
