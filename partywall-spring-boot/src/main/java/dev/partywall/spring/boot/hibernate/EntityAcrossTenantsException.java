package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.PartywallException;
import java.io.Serial;

/**
 * An entity was to be loaded across tenants. Two tenants' rows may have the same key, and a session would take the
 * second for the first; so nothing was loaded.
 */
public final class EntityAcrossTenantsException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String entity;

  /**
   * @param entity the name of the entity
   */
  public EntityAcrossTenantsException(String entity) {
    super(
        "entity-across-tenants",
        "An entity "
            + entity
            + " was to be loaded across tenants, whose rows may have equal keys. Select values or a projection, such as"
            + " 'select new Total(c.name, sum(c.amount))', or use SQL");
    this.entity = entity;
  }

  /** The name of the entity. */
  public String entity() {
    return entity;
  }
}
