package dev.partywall.example.crm.customers;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A person at a customer's. */
@Entity
@Table(name = "contacts")
public class Contact {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "contacts_seq")
  @SequenceGenerator(name = "contacts_seq", sequenceName = "contacts_seq", allocationSize = 1)
  private @Nullable Long id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  private Customer customer;

  private String name;
  private String email;
  private String role;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected Contact() {}

  Contact(Customer customer, String name, String email, String role) {
    this.customer = customer;
    this.name = name;
    this.email = email;
    this.role = role;
  }

  public Customer getCustomer() {
    return customer;
  }

  public String getName() {
    return name;
  }

  public String getEmail() {
    return email;
  }

  public String getRole() {
    return role;
  }
}
