package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

@Table("customer")
record CustomerRow(@Id Long id, String name, String city, String country, BigDecimal credit) {

  static CustomerRow of(Customer c) {
    return new CustomerRow(c.id(), c.name(), c.city(), c.country(), c.credit());
  }

  Customer customer() {
    return new Customer(id, name, city, country, credit);
  }
}
