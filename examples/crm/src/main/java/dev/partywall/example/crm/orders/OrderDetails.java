package dev.partywall.example.crm.orders;

import dev.partywall.example.crm.products.Product;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

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

    static Line of(OrderLine line, Map<Long, Product> products) {
      Product product = products.get(line.getProductId());
      return new Line(
          line.getProductId(),
          product == null ? "" : product.name(),
          line.getQuantity(),
          line.getUnitPrice(),
          line.getDiscount());
    }
  }

  /**
   * @param products those of its lines
   */
  static OrderDetails of(SalesOrder order, Map<Long, Product> products) {
    return new OrderDetails(
        order.getId(),
        order.getCustomer().getId(),
        order.getCustomer().getName(),
        order.getOrderDate(),
        order.getStatus(),
        order.getPriority(),
        order.getTotal(),
        order.getLines().stream().map(line -> Line.of(line, products)).toList());
  }
}
