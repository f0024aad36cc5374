package dev.partywall.example.crm.customers;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A part of the world. */
@Entity
@Table(name = "regions")
public class Region {

  @Id private short id;
  private String name;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected Region() {}

  public short getId() {
    return id;
  }

  public String getName() {
    return name;
  }
}
