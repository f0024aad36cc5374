package dev.partywall.example.crm.customers;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A country. */
@Entity
@Table(name = "nations")
public class Nation {

  @Id private short id;
  private String name;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  private Region region;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected Nation() {}

  public short getId() {
    return id;
  }

  public String getName() {
    return name;
  }

  public Region getRegion() {
    return region;
  }
}
