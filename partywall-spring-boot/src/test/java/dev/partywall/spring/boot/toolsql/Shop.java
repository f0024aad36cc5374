package dev.partywall.spring.boot.toolsql;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

/** The oracle's sample tables as entities, without a word of tenancy. */
@NullUnmarked
final class Shop {

  static final List<Class<?>> ENTITIES =
      List.of(Customer.class, Order.class, OrderLine.class, Product.class, Event.class, Invoice.class, Document.class);

  private Shop() {}

  @Entity(name = "Customer")
  @Table(name = "customers")
  static class Customer {
    @Id Integer id;
    String name;
    String email;
    String region;
    LocalDate since;
    @ManyToOne Customer parent;

    @OneToMany(mappedBy = "customer")
    List<Order> orders;

    String[] tags;

    @JdbcTypeCode(SqlTypes.JSON)
    String profile;
  }

  @Entity(name = "Order")
  @Table(name = "orders")
  static class Order {
    @Id Integer id;
    @ManyToOne Customer customer;
    String status;
    LocalDateTime placed;
    BigDecimal total;
    String note;

    @OneToMany(mappedBy = "order")
    Set<OrderLine> lines;
  }

  @Entity(name = "OrderLine")
  @Table(name = "order_lines")
  @IdClass(LineKey.class)
  static class OrderLine {
    @Id
    @ManyToOne
    @JoinColumn(name = "order_id")
    Order order;

    @Id
    @Column(name = "line_no")
    Integer lineNo;

    @ManyToOne Product product;
    Integer quantity;
    BigDecimal price;
  }

  record LineKey(Integer order, Integer lineNo) {}

  @Entity(name = "Product")
  @Table(name = "products")
  static class Product {
    @Id Integer id;
    String sku;
    String name;
    BigDecimal price;
    int stock;
  }

  @Entity(name = "Event")
  @Table(name = "events")
  static class Event {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    LocalDate day;
    String kind;
    Integer amount;
  }

  @Entity(name = "Invoice")
  @Table(name = "invoices")
  static class Invoice {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column(name = "order_id")
    Integer orderId;

    BigDecimal net;
  }

  @Entity(name = "Document")
  @Table(name = "a")
  static class Document {
    @Id Integer id;

    @Column(name = "t")
    String text;

    @Version
    @Column(name = "x")
    Integer version;
  }
}
