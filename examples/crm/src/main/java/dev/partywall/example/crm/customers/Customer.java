package dev.partywall.example.crm.customers;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A company that buys. */
@Entity
@Table(name = "customers")
public class Customer {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "customers_seq")
  @SequenceGenerator(name = "customers_seq", sequenceName = "customers_seq", allocationSize = 1)
  private @Nullable Long id;

  @Version private int version;
  private String name;
  private String address;
  private String phone;
  private String segment;
  private BigDecimal accountBalance;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  private Nation nation;

  @OneToMany(mappedBy = "customer", cascade = CascadeType.ALL, orphanRemoval = true)
  @OrderBy("id")
  private List<Contact> contacts;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected Customer() {}

  public Customer(String name, String address, String phone, String segment, Nation nation) {
    this.name = name;
    this.address = address;
    this.phone = phone;
    this.segment = segment;
    this.nation = nation;
    this.accountBalance = BigDecimal.ZERO;
    this.contacts = new ArrayList<>();
  }

  public long getId() {
    if (id == null) {
      throw new IllegalStateException("The customer is not saved yet");
    }
    return id;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getAddress() {
    return address;
  }

  public void setAddress(String address) {
    this.address = address;
  }

  public String getPhone() {
    return phone;
  }

  public void setPhone(String phone) {
    this.phone = phone;
  }

  public String getSegment() {
    return segment;
  }

  public void setSegment(String segment) {
    this.segment = segment;
  }

  public BigDecimal getAccountBalance() {
    return accountBalance;
  }

  public Nation getNation() {
    return nation;
  }

  public void setNation(Nation nation) {
    this.nation = nation;
  }

  public List<Contact> getContacts() {
    return List.copyOf(contacts);
  }

  public void clearContacts() {
    contacts.clear();
  }

  public void addContact(String name, String email, String role) {
    contacts.add(new Contact(this, name, email, role));
  }
}
