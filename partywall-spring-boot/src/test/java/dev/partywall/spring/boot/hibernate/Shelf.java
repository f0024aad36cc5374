package dev.partywall.spring.boot.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.TenantId;

/** An entity from an application that uses Hibernate's own tenancy. */
@Entity
class Shelf {

  @Id Long id;

  @TenantId Long tenantId;

  String name;

  protected Shelf() {}

  Shelf(long id, String name) {
    this.id = id;
    this.name = name;
  }
}
