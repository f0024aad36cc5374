package dev.partywall.example.crm.customers;

import dev.partywall.example.crm.errors.InvalidInputException;
import dev.partywall.example.crm.errors.NotFoundException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with customers. */
@Service
@Transactional
public class CustomerService {

  private final CustomerRepository customers;
  private final NationRepository nations;

  CustomerService(CustomerRepository customers, NationRepository nations) {
    this.customers = customers;
    this.nations = nations;
  }

  /** The customers whose name contains a text, by id. */
  @Transactional(readOnly = true)
  public Page<CustomerSummary> find(String text, int page, int size) {
    PageRequest request = PageRequest.of(page, size, Sort.by("id"));
    return customers.findByNameContainingIgnoreCase(text, request).map(CustomerSummary::of);
  }

  /**
   * One customer.
   *
   * @throws NotFoundException if there is none with this id
   */
  @Transactional(readOnly = true)
  public CustomerDetails get(long id) {
    return CustomerDetails.of(require(id));
  }

  CustomerDetails add(NewCustomer data) {
    Customer customer =
        new Customer(data.name(), data.address(), data.phone(), data.segment(), requireNation(data.nation()));
    if (data.contacts() != null) {
      data.contacts().forEach(contact -> customer.addContact(contact.name(), contact.email(), contact.role()));
    }
    return CustomerDetails.of(customers.save(customer));
  }

  CustomerDetails change(long id, CustomerChange change) {
    Customer customer = require(id);
    if (change.name() != null) {
      customer.setName(change.name());
    }
    if (change.address() != null) {
      customer.setAddress(change.address());
    }
    if (change.phone() != null) {
      customer.setPhone(change.phone());
    }
    if (change.segment() != null) {
      customer.setSegment(change.segment());
    }
    if (change.nation() != null) {
      customer.setNation(requireNation(change.nation()));
    }
    if (change.contacts() != null) {
      customer.clearContacts();
      change.contacts().forEach(contact -> customer.addContact(contact.name(), contact.email(), contact.role()));
    }
    return CustomerDetails.of(customers.saveAndFlush(customer));
  }

  void remove(long id) {
    customers.delete(require(id));
    customers.flush();
  }

  private Customer require(long id) {
    return customers.findWithContactsById(id).orElseThrow(() -> new NotFoundException("customer", id));
  }

  private Nation requireNation(String name) {
    return nations
        .findByNameIgnoreCase(name)
        .orElseThrow(() -> new InvalidInputException("There is no nation '" + name + "'."));
  }
}
