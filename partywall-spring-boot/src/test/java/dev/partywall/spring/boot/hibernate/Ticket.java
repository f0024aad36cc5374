package dev.partywall.spring.boot.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** An entity whose ids come from a sequence, fifty at a time. */
@Entity
class Ticket {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE)
  Long id;

  String name;

  protected Ticket() {}

  Ticket(String name) {
    this.name = name;
  }
}
