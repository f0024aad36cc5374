package dev.partywall.spring.boot.contract;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import org.springframework.data.domain.Persistable;

@Entity(name = "Customer")
@Table(name = "customer")
class CustomerEntity implements Persistable<Long> {
  @Id Long id;
  String name;
  String city;

  @ManyToOne
  @JoinColumn(name = "country")
  CountryEntity country;

  BigDecimal credit;
  @Transient boolean stored;

  @Override
  public Long getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }

  void take(Customer c, CountryEntity newCountry) {
    id = c.id();
    name = c.name();
    city = c.city();
    country = newCountry;
    credit = c.credit();
  }

  Customer customer() {
    return new Customer(id, name, city, country.getCode(), credit);
  }
}
