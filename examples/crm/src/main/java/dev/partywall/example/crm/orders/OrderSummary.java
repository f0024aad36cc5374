package dev.partywall.example.crm.orders;

import java.math.BigDecimal;
import java.time.LocalDate;

/** An order in a list. */
public record OrderSummary(
    long id,
    long customerId,
    String customer,
    LocalDate orderDate,
    OrderStatus status,
    OrderPriority priority,
    BigDecimal total) {

  static OrderSummary of(SalesOrder order) {
    return new OrderSummary(
        order.getId(),
        order.getCustomer().getId(),
        order.getCustomer().getName(),
        order.getOrderDate(),
        order.getStatus(),
        order.getPriority(),
        order.getTotal());
  }
}
