package dev.partywall.example.crm.customers;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/** Customers in the database. */
public interface CustomerRepository extends JpaRepository<Customer, Long> {

  @EntityGraph(attributePaths = "nation")
  Page<Customer> findByNameContainingIgnoreCase(String text, Pageable page);

  @EntityGraph(attributePaths = {"nation", "contacts"})
  Optional<Customer> findWithContactsById(long id);
}
