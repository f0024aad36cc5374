package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantMismatchException;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;

/**
 * Refuses to flush a stored entity whose discriminator was changed: the column is not written, so the change would be
 * lost.
 */
final class DiscriminatorListener implements FlushEntityEventListener {

  private final MappedDiscriminators discriminators;
  private final TenantIdentifiers identifiers;

  DiscriminatorListener(MappedDiscriminators discriminators, TenantIdentifiers identifiers) {
    this.discriminators = discriminators;
    this.identifiers = identifiers;
  }

  @Override
  public void onFlushEntity(FlushEntityEvent event) {
    EntityEntry entry = event.getEntityEntry();
    String attribute = discriminators.attributeOf(entry.getEntityName());
    if (attribute == null || entry.getStatus() != Status.MANAGED || !entry.isExistsInDatabase()) {
      return;
    }
    if (identifiers.current() instanceof Tenancy.OfTenant(Tenant tenant)) {
      Object value = entry.getPersister().getPropertyValue(event.getEntity(), attribute);
      if (!tenant.id().value().equals(value)) {
        throw new TenantMismatchException(tenant, value, entry.getEntityName() + "." + attribute);
      }
    }
  }
}
