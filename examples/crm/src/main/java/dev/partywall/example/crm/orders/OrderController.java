package dev.partywall.example.crm.orders;

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
@RequestMapping("/api/orders")
class OrderController {

  private final OrderService orders;

  OrderController(OrderService orders) {
    this.orders = orders;
  }

  @GetMapping
  PagedModel<OrderSummary> find(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return new PagedModel<>(orders.find(q, page, size));
  }

  @GetMapping("/{id}")
  OrderDetails get(@PathVariable long id) {
    return orders.get(id);
  }

  @PostMapping
  ResponseEntity<OrderDetails> add(@Valid @RequestBody NewOrder order) {
    OrderDetails added = orders.add(order);
    return ResponseEntity.created(URI.create("/api/orders/" + added.id())).body(added);
  }

  @PatchMapping("/{id}")
  OrderDetails change(@PathVariable long id, @Valid @RequestBody OrderChange change) {
    return orders.change(id, change);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable long id) {
    orders.remove(id);
  }
}
