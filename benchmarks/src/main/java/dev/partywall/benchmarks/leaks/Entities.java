package dev.partywall.benchmarks.leaks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.NullUnmarked;

/**
 * The corpus's tables for Hibernate. Entities and attributes are called as the tables and columns, so that SQL can be
 * HQL.
 */
final class Entities {

  static final List<Class<?>> ALL =
      List.of(
          Customers.class,
          Contacts.class,
          Products.class,
          Orders.class,
          OrderLines.class,
          Events.class,
          Invoices.class,
          Coupons.class,
          Templates.class,
          A.class,
          B.class,
          Countries.class,
          OpenOrders.class,
          CustomerNames.class);

  private Entities() {}

  @NullUnmarked
  @Entity(name = "customers")
  static class Customers {
    @TenantId Long tenant_id;

    @Id Integer id;
    String name;
    String email;
    String region;
    Integer parent_id;
    LocalDate since;
  }

  @NullUnmarked
  @Entity(name = "contacts")
  static class Contacts {
    @TenantId Long tenant_id;

    @Id Integer id;
    Integer customer_id;
    String kind;
    String value;
  }

  @NullUnmarked
  @Entity(name = "products")
  static class Products {
    @TenantId Long tenant_id;

    @Id Integer id;
    String sku;
    String name;
    BigDecimal price;
    Integer stock;
  }

  @NullUnmarked
  @Entity(name = "orders")
  static class Orders {
    @TenantId Long tenant_id;

    @Id Integer id;
    Integer customer_id;
    String status;
    LocalDateTime placed;
    BigDecimal total;
    String note;
  }

  @NullUnmarked
  @Entity(name = "order_lines")
  static class OrderLines {
    @TenantId Long tenant_id;

    @Id Integer order_id;
    Integer line_no;
    Integer product_id;
    Integer quantity;
    BigDecimal price;
  }

  @NullUnmarked
  @Entity(name = "events")
  static class Events {
    @TenantId Long tenant_id;

    @Id Long id;
    LocalDate day;
    String kind;
    Integer amount;
  }

  @NullUnmarked
  @Entity(name = "invoices")
  static class Invoices {
    @TenantId Long tenant_id;

    @Id Integer id;
    Integer order_id;
    BigDecimal net;
  }

  @NullUnmarked
  @Entity(name = "coupons")
  static class Coupons {
    @TenantId Long tenant_id;

    @Id String code;
    Integer percent;
    String note;
  }

  @NullUnmarked
  @Entity(name = "templates")
  static class Templates {
    @TenantId Long tenant_id;

    @Id Integer id;
    String name;
    String body;
  }

  @NullUnmarked
  @Entity(name = "a")
  static class A {
    @TenantId Long tenant_id;

    @Id Integer id;
    String t;
    Integer x;
  }

  @NullUnmarked
  @Entity(name = "b")
  static class B {
    @TenantId Long tenant_id;

    @Id Integer id;
    String t;
    Integer x;
  }

  @NullUnmarked
  @Entity(name = "countries")
  static class Countries {
    @Id String code;
    String name;
    String region;
  }

  @NullUnmarked
  @Entity(name = "open_orders")
  static class OpenOrders {
    @TenantId Long tenant_id;

    @Id Integer id;
    Integer customer_id;
    BigDecimal total;
  }

  @NullUnmarked
  @Entity(name = "customer_names")
  static class CustomerNames {
    @Id String name;
  }
}
