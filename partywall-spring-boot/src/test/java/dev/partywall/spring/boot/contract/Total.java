package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;

/** What a customer of a country has bought. */
record Total(String customer, String country, BigDecimal amount) {

  static Total of(String customer, String country, String amount) {
    return new Total(customer, country, new BigDecimal(amount));
  }
}
