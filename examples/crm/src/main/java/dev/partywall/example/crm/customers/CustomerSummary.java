package dev.partywall.example.crm.customers;

import java.math.BigDecimal;

/** A customer in a list. */
public record CustomerSummary(
    long id, String name, String segment, String nation, String phone, BigDecimal accountBalance) {

  static CustomerSummary of(Customer customer) {
    return new CustomerSummary(
        customer.getId(),
        customer.getName(),
        customer.getSegment(),
        customer.getNation().getName(),
        customer.getPhone(),
        customer.getAccountBalance());
  }
}
