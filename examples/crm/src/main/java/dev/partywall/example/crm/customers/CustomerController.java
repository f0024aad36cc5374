package dev.partywall.example.crm.customers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.springframework.data.web.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/customers")
class CustomerController {

  private final CustomerService customers;

  CustomerController(CustomerService customers) {
    this.customers = customers;
  }

  @GetMapping
  PagedModel<CustomerSummary> find(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return new PagedModel<>(customers.find(q, page, size));
  }

  @GetMapping("/{id}")
  CustomerDetails get(@PathVariable long id) {
    return customers.get(id);
  }

  @PostMapping
  ResponseEntity<CustomerDetails> add(@Valid @RequestBody NewCustomer customer) {
    CustomerDetails added = customers.add(customer);
    return ResponseEntity.created(URI.create("/api/customers/" + added.id())).body(added);
  }

  @PatchMapping("/{id}")
  CustomerDetails change(@PathVariable long id, @Valid @RequestBody CustomerChange change) {
    return customers.change(id, change);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable long id) {
    customers.remove(id);
  }
}
