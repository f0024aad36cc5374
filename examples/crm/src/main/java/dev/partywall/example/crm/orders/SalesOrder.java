package dev.partywall.example.crm.orders;

import dev.partywall.example.crm.customers.Customer;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.ListIndexBase;
import org.jspecify.annotations.Nullable;

/** What a customer ordered. */
@Entity
@Table(name = "orders")
public class SalesOrder {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "orders_seq")
  @SequenceGenerator(name = "orders_seq", sequenceName = "orders_seq", allocationSize = 1)
  private @Nullable Long id;

  @Version private int version;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  private Customer customer;

  private LocalDate orderDate;

  @Enumerated(EnumType.STRING)
  private OrderStatus status;

  @Enumerated(EnumType.STRING)
  private OrderPriority priority;

  private BigDecimal total;

  @ElementCollection
  @CollectionTable(name = "order_lines", joinColumns = @JoinColumn(name = "order_id"))
  @OrderColumn(name = "line_number")
  @ListIndexBase(1)
  private List<OrderLine> lines;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected SalesOrder() {}

  SalesOrder(Customer customer, LocalDate orderDate, OrderPriority priority, List<OrderLine> lines) {
    this.customer = customer;
    this.orderDate = orderDate;
    this.status = OrderStatus.OPEN;
    this.priority = priority;
    this.lines = new ArrayList<>(lines);
    this.total =
        lines.stream()
            .map(OrderLine::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .setScale(2, RoundingMode.HALF_UP);
  }

  public long getId() {
    if (id == null) {
      throw new IllegalStateException("The order is not saved yet");
    }
    return id;
  }

  public Customer getCustomer() {
    return customer;
  }

  public LocalDate getOrderDate() {
    return orderDate;
  }

  public void setOrderDate(LocalDate orderDate) {
    this.orderDate = orderDate;
  }

  public OrderStatus getStatus() {
    return status;
  }

  public void setStatus(OrderStatus status) {
    this.status = status;
  }

  public OrderPriority getPriority() {
    return priority;
  }

  public void setPriority(OrderPriority priority) {
    this.priority = priority;
  }

  public BigDecimal getTotal() {
    return total;
  }

  public List<OrderLine> getLines() {
    return List.copyOf(lines);
  }
}
