package dev.partywall.example.crm.orders;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

interface OrderRepository extends JpaRepository<SalesOrder, Long> {

  @EntityGraph(attributePaths = "customer")
  Page<SalesOrder> findByCustomerNameContainingIgnoreCase(String text, Pageable page);

  @EntityGraph(attributePaths = {"customer", "lines"})
  Optional<SalesOrder> findWithLinesById(long id);
}
