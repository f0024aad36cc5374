package dev.partywall.example.crm.sample;

import dev.partywall.example.crm.orders.OrderPriority;
import dev.partywall.example.crm.orders.OrderStatus;
import io.trino.tpch.Customer;
import io.trino.tpch.LineItem;
import io.trino.tpch.Order;
import io.trino.tpch.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.function.DoubleConsumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes one slice of TPC-H into the database, as plain inserts. */
final class SliceLoader {

  private static final int BATCH = 1000;

  private final Slice slice;
  private final Tpch tpch;
  private final Batch customers;
  private final Batch contacts;
  private final Batch products;
  private final Batch orders;
  private final Batch lines;
  private final long[] priceInCents;

  SliceLoader(Slice slice, JdbcTemplate jdbc) {
    this.slice = slice;
    this.tpch = new Tpch(slice.scaleFactor());
    this.priceInCents = new long[slice.products() + 1];
    this.customers =
        new Batch(jdbc, "customers", "id", "name", "address", "phone", "segment", "nation_id", "account_balance");
    this.contacts = new Batch(jdbc, "contacts", "id", "customer_id", "name", "email", "role");
    this.products = new Batch(jdbc, "products", "id", "name", "manufacturer", "brand", "type", "price");
    this.orders = new Batch(jdbc, "orders", "id", "customer_id", "order_date", "status", "priority", "total");
    this.lines =
        new Batch(jdbc, "order_lines", "order_id", "line_number", "product_id", "quantity", "unit_price", "discount");
  }

  /**
   * Writes the slice.
   *
   * @param progress is told again and again which part of the work is done, from 0 to 1
   */
  void load(DoubleConsumer progress) {
    loadCustomers();
    loadProducts();
    loadOrders(progress);
    progress.accept(1);
  }

  private void loadCustomers() {
    for (Customer customer : tpch.customers()) {
      if (slice.contains(customer.customerKey(), slice.customers())) {
        long id = Slice.within(customer.customerKey(), slice.customers());
        customers.add(
            id,
            customer.name(),
            customer.address(),
            customer.phone(),
            customer.marketSegment(),
            (short) customer.nationKey(),
            BigDecimal.valueOf(customer.accountBalanceInCents(), 2));
        Contacts.add(contacts, id, customer.customerKey());
        flushIfFull(customers, contacts);
      }
    }
    flush(customers, contacts);
  }

  private void loadProducts() {
    for (Part part : tpch.parts()) {
      if (slice.contains(part.partKey(), slice.products())) {
        long id = Slice.within(part.partKey(), slice.products());
        priceInCents[(int) id] = part.retailPriceInCents();
        products.add(
            id,
            part.name(),
            part.manufacturer(),
            part.brand(),
            part.type(),
            BigDecimal.valueOf(part.retailPriceInCents(), 2));
        flushIfFull(products);
      }
    }
    flush(products);
  }

  private void loadOrders(DoubleConsumer progress) {
    Iterator<LineItem> allLines = tpch.lines().iterator();
    LineItem line = allLines.next();
    long id = 0;
    long seen = 0;
    for (Order order : tpch.orders()) {
      boolean ours = slice.contains(order.customerKey(), slice.customers());
      id += ours ? 1 : 0;
      long amount = 0;
      while (line.orderKey() == order.orderKey()) {
        amount += ours ? addLine(id, line) : 0;
        if (!allLines.hasNext()) {
          break;
        }
        line = allLines.next();
      }
      if (ours) {
        addOrder(id, order, amount);
        flushIfFull(orders, lines);
      }
      if (++seen % BATCH == 0) {
        progress.accept((double) seen / slice.allOrders());
      }
    }
    flush(orders, lines);
  }

  private void addOrder(long id, Order order, long amount) {
    orders.add(
        id,
        Slice.within(order.customerKey(), slice.customers()),
        LocalDate.ofEpochDay(order.orderDate()),
        status(order).name(),
        priority(order).name(),
        BigDecimal.valueOf(amount, 4).setScale(2, RoundingMode.HALF_UP));
  }

  /** Gives back what the line costs, in hundredths of a cent. */
  private long addLine(long orderId, LineItem line) {
    long product = Slice.within(line.partKey(), slice.products());
    long price = priceInCents[(int) product];
    lines.add(
        orderId,
        line.lineNumber(),
        product,
        (int) line.quantity(),
        BigDecimal.valueOf(price, 2),
        BigDecimal.valueOf(line.discountPercent(), 2));
    return line.quantity() * price * (100 - line.discountPercent());
  }

  private static OrderStatus status(Order order) {
    return switch (order.orderStatus()) {
      case 'O' -> OrderStatus.OPEN;
      case 'P' -> OrderStatus.PARTLY_SHIPPED;
      case 'F' -> OrderStatus.SHIPPED;
      default -> throw new IllegalArgumentException("TPC-H has no order status " + order.orderStatus());
    };
  }

  private static OrderPriority priority(Order order) {
    return switch (order.orderPriority()) {
      case "1-URGENT" -> OrderPriority.URGENT;
      case "2-HIGH" -> OrderPriority.HIGH;
      case "3-MEDIUM" -> OrderPriority.MEDIUM;
      case "4-NOT SPECIFIED" -> OrderPriority.UNSPECIFIED;
      case "5-LOW" -> OrderPriority.LOW;
      default -> throw new IllegalArgumentException("TPC-H has no order priority " + order.orderPriority());
    };
  }

  private static void flushIfFull(Batch... parentsFirst) {
    if (parentsFirst[0].size() == BATCH) {
      flush(parentsFirst);
    }
  }

  private static void flush(Batch... parentsFirst) {
    for (Batch batch : parentsFirst) {
      batch.flush();
    }
  }
}
