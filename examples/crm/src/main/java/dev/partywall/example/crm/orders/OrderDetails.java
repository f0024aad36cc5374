package dev.partywall.example.crm.orders;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** All there is to know about an order. */
public record OrderDetails(
    long id,
    long customerId,
    String customer,
    LocalDate orderDate,
    OrderStatus status,
    OrderPriority priority,
    BigDecimal total,
    List<Line> lines) {

  /** How many of a product, at which price. */
  public record Line(long productId, String product, int quantity, BigDecimal unitPrice, BigDecimal discount) {

    static Line of(OrderLine line) {
      return new Line(
          line.getProduct().getId(),
          line.getProduct().getName(),
          line.getQuantity(),
          line.getUnitPrice(),
          line.getDiscount());
    }
  }

  static OrderDetails of(SalesOrder order) {
    return new OrderDetails(
        order.getId(),
        order.getCustomer().getId(),
        order.getCustomer().getName(),
        order.getOrderDate(),
        order.getStatus(),
        order.getPriority(),
        order.getTotal(),
        order.getLines().stream().map(Line::of).toList());
  }
}
