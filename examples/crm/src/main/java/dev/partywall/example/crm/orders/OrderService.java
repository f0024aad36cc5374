package dev.partywall.example.crm.orders;

import dev.partywall.example.crm.customers.Customer;
import dev.partywall.example.crm.customers.CustomerRepository;
import dev.partywall.example.crm.errors.InvalidInputException;
import dev.partywall.example.crm.errors.NotFoundException;
import dev.partywall.example.crm.products.Product;
import dev.partywall.example.crm.products.ProductService;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with orders. */
@Service
@Transactional
public class OrderService {

  private final OrderRepository orders;
  private final CustomerRepository customers;
  private final ProductService products;
  private final Clock clock;

  OrderService(OrderRepository orders, CustomerRepository customers, ProductService products, Clock clock) {
    this.orders = orders;
    this.customers = customers;
    this.products = products;
    this.clock = clock;
  }

  /** The orders of customers whose name contains a text, the latest first. */
  @Transactional(readOnly = true)
  public Page<OrderSummary> find(String text, int page, int size) {
    PageRequest request = PageRequest.of(page, size, Sort.by(Sort.Order.desc("orderDate"), Sort.Order.desc("id")));
    return orders.findByCustomerNameContainingIgnoreCase(text, request).map(OrderSummary::of);
  }

  @Transactional(readOnly = true)
  OrderDetails get(long id) {
    return details(require(id));
  }

  OrderDetails add(NewOrder data) {
    Customer customer =
        customers
            .findById(data.customerId())
            .orElseThrow(() -> new InvalidInputException("There is no customer " + data.customerId() + "."));
    List<OrderLine> lines = data.lines().stream().map(this::line).toList();
    LocalDate date = Objects.requireNonNullElseGet(data.orderDate(), () -> LocalDate.now(clock));
    OrderPriority priority = Objects.requireNonNullElse(data.priority(), OrderPriority.UNSPECIFIED);
    return details(orders.saveAndFlush(new SalesOrder(customer, date, priority, lines)));
  }

  OrderDetails change(long id, OrderChange change) {
    SalesOrder order = require(id);
    if (change.orderDate() != null) {
      order.setOrderDate(change.orderDate());
    }
    if (change.status() != null) {
      order.setStatus(change.status());
    }
    if (change.priority() != null) {
      order.setPriority(change.priority());
    }
    return details(orders.saveAndFlush(order));
  }

  void remove(long id) {
    orders.delete(require(id));
    orders.flush();
  }

  private OrderLine line(NewOrder.Line line) {
    Product product =
        products
            .product(line.productId())
            .orElseThrow(() -> new InvalidInputException("There is no product " + line.productId() + "."));
    return new OrderLine(product, line.quantity(), Objects.requireNonNullElse(line.discount(), BigDecimal.ZERO));
  }

  private OrderDetails details(SalesOrder order) {
    List<Long> ids = order.getLines().stream().map(OrderLine::getProductId).distinct().toList();
    return OrderDetails.of(order, products.products(ids));
  }

  private SalesOrder require(long id) {
    return orders.findWithLinesById(id).orElseThrow(() -> new NotFoundException("order", id));
  }
}
