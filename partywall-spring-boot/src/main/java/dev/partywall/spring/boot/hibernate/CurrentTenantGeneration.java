package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Tenancy;
import java.io.Serial;
import java.util.EnumSet;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.generator.BeforeExecutionGenerator;
import org.hibernate.generator.EventType;
import org.hibernate.generator.EventTypeSets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the current tenant's id into a new entity that has none. What the application set stays, and the door checks it.
 */
final class CurrentTenantGeneration implements BeforeExecutionGenerator {

  @Serial private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // session factories are not sent across processes
  private final TenantIdentifiers identifiers;

  CurrentTenantGeneration(TenantIdentifiers identifiers) {
    this.identifiers = identifiers;
  }

  /** Whether an attribute of this type can hold a tenant id as it is. */
  static boolean supports(Class<?> type, TenantIdentifiers identifiers) {
    return type == identifiers.type() || (type == long.class && identifiers.type() == Long.class);
  }

  @Override
  public @Nullable Object generate(
      SharedSessionContractImplementor session, Object owner, @Nullable Object currentValue, EventType eventType) {
    boolean unset = currentValue == null || currentValue.equals(0L);
    return unset && identifiers.current() instanceof Tenancy.OfTenant tenant
        ? tenant.value().id().value()
        : currentValue;
  }

  @Override
  public EnumSet<EventType> getEventTypes() {
    return EventTypeSets.INSERT_ONLY;
  }
}
