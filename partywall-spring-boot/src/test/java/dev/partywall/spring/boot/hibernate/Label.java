package dev.partywall.spring.boot.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity that maps the discriminator as a column like any other. */
@Entity
class Label {

  @Id Long id;

  @Column(nullable = false)
  Long tenantId;

  String name;

  protected Label() {}

  Label(long id, String name) {
    this.id = id;
    this.name = name;
  }
}
