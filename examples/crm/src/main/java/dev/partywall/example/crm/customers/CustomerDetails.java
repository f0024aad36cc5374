package dev.partywall.example.crm.customers;

import java.math.BigDecimal;
import java.util.List;

/** All there is to know about a customer. */
public record CustomerDetails(
    long id,
    String name,
    String address,
    String phone,
    String segment,
    String nation,
    BigDecimal accountBalance,
    List<ContactData> contacts) {

  static CustomerDetails of(Customer customer) {
    return new CustomerDetails(
        customer.getId(),
        customer.getName(),
        customer.getAddress(),
        customer.getPhone(),
        customer.getSegment(),
        customer.getNation().getName(),
        customer.getAccountBalance(),
        customer.getContacts().stream().map(ContactData::of).toList());
  }
}
