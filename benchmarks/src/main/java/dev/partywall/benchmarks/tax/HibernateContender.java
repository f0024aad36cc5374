package dev.partywall.benchmarks.tax;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.annotations.TenantId;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.NullUnmarked;

/**
 * Hibernate with {@code @TenantId}: a session for each operation. Reads run without a transaction and inserts in a
 * stateless session, Hibernate's cheapest ways; the update runs in a transaction, since Hibernate asks for one.
 */
final class HibernateContender implements Contender {

  private final SessionFactory factory;

  HibernateContender(DataSource pool) {
    Configuration configuration = new Configuration();
    for (Class<?> entity : List.of(Customer.class, Product.class, Order.class, OrderLine.class, Event.class)) {
      configuration.addAnnotatedClass(entity);
    }
    configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
    configuration.setProperty(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, "true");
    configuration.setProperty(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, "false");
    this.factory = configuration.buildSessionFactory();
  }

  @Override
  public String name() {
    return "hibernate";
  }

  private long inSession(long tenant, Function<Session, Long> work) {
    try (Session session = factory.withOptions().tenantIdentifier((Object) tenant).openSession()) {
      return work.apply(session);
    }
  }

  @Override
  public long primaryKeyRead(long tenant, long product) {
    return inSession(
        tenant,
        session -> {
          Product found = session.find(Product.class, product);
          return found.name.length() + found.price;
        });
  }

  @Override
  public long list20(long tenant, long fromProduct) {
    return inSession(
        tenant,
        session ->
            session
                .createSelectionQuery("from Product where id >= :from order by id", Product.class)
                .setParameter("from", fromProduct)
                .setMaxResults(20)
                .getResultList()
                .stream()
                .mapToLong(product -> String.valueOf(product.id).length() + product.price)
                .sum());
  }

  @Override
  public long insert(long tenant, long id, String text) {
    try (StatelessSession session =
        factory.withStatelessOptions().tenantIdentifier((Object) tenant).openStatelessSession()) {
      Event event = new Event();
      event.id = id;
      event.text = text;
      session.insert(event);
      return 1;
    }
  }

  @Override
  public long update(long tenant, long product, int stock) {
    return inSession(
        tenant,
        session -> {
          Transaction transaction = session.beginTransaction();
          int updated =
              session
                  .createMutationQuery("update Product set stock = :stock where id = :id")
                  .setParameter("stock", stock)
                  .setParameter("id", product)
                  .executeUpdate();
          transaction.commit();
          return (long) updated;
        });
  }

  @Override
  public long join4(long tenant, long order) {
    return inSession(
        tenant,
        session ->
            session
                .createSelectionQuery(
                    "select o.status, c.name, p.name, l.quantity * p.price from Order o"
                        + " join Customer c on c.id = o.customerId"
                        + " join OrderLine l on l.orderId = o.id"
                        + " join Product p on p.id = l.productId"
                        + " where o.id = :order",
                    Object[].class)
                .setParameter("order", order)
                .getResultList()
                .stream()
                .mapToLong(row -> ((String) row[0]).length() + ((Number) row[3]).longValue())
                .sum());
  }

  @Override
  public void close() {
    factory.close();
  }

  @NullUnmarked
  @Entity(name = "Customer")
  @Table(name = "customers")
  static class Customer {
    @Id Long id;

    @TenantId
    @Column(name = "tenant_id")
    Long tenantId;

    String name;
  }

  @NullUnmarked
  @Entity(name = "Product")
  @Table(name = "products")
  static class Product {
    @Id Long id;

    @TenantId
    @Column(name = "tenant_id")
    Long tenantId;

    String name;
    long price;
    int stock;
  }

  @NullUnmarked
  @Entity(name = "Order")
  @Table(name = "orders")
  static class Order {
    @Id Long id;

    @TenantId
    @Column(name = "tenant_id")
    Long tenantId;

    @Column(name = "customer_id")
    long customerId;

    String status;
  }

  @NullUnmarked
  @Entity(name = "OrderLine")
  @Table(name = "order_lines")
  static class OrderLine {
    @Id Long id;

    @TenantId
    @Column(name = "tenant_id")
    Long tenantId;

    @Column(name = "order_id")
    long orderId;

    @Column(name = "product_id")
    long productId;

    long quantity;
  }

  @NullUnmarked
  @Entity(name = "Event")
  @Table(name = "events")
  static class Event {
    @Id Long id;

    @TenantId
    @Column(name = "tenant_id")
    Long tenantId;

    String text;
  }
}
