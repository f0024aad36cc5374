package dev.partywall.spring.boot.hibernate;

import java.util.HashMap;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that entities map to the discriminator, be it by {@code @TenantId} or as a plain column. A new row
 * gets the current tenant's id there if the application sets none; an update never writes the column.
 */
final class MappedDiscriminators {

  private final TenantIdentifiers identifiers;
  private final Map<String, String> attributes = new HashMap<>();

  MappedDiscriminators(TenantIdentifiers identifiers) {
    this.identifiers = identifiers;
  }

  /** Finds the attributes and prepares them. Belongs before the session factory reads the mapping. */
  void prepare(Metadata metadata) {
    for (PersistentClass entity : metadata.getEntityBindings()) {
      for (Property property : entity.getPropertyClosure()) {
        if (isDiscriminator(property)) {
          attributes.put(entity.getEntityName(), property.getName());
          prepare(property);
        }
      }
    }
  }

  /** The name of the attribute, or null if the entity maps none. */
  @Nullable String attributeOf(String entity) {
    return attributes.get(entity);
  }

  private boolean isDiscriminator(Property property) {
    return property.getColumnSpan() == 1
        && property.getSelectables().getFirst() instanceof Column column
        && column.getName().equalsIgnoreCase(identifiers.discriminator())
        && CurrentTenantGeneration.supports(property.getType().getReturnedClass(), identifiers);
  }

  private void prepare(Property property) {
    property.setUpdatable(false);
    if (property.isInsertable()) {
      property.setValueGeneratorCreator(_ -> new CurrentTenantGeneration(identifiers));
    }
  }
}
