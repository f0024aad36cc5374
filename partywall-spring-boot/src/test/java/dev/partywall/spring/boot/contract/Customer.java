package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;

record Customer(long id, String name, String city, String country, BigDecimal credit) {

  static Customer of(long id, String name, String city, String country, String credit) {
    return new Customer(id, name, city, country, new BigDecimal(credit));
  }

  Customer withCity(String city) {
    return new Customer(id, name, city, country, credit);
  }
}
