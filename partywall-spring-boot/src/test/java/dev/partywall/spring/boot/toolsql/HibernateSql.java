package dev.partywall.spring.boot.toolsql;

import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.StatementCapture;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Timeouts;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** What Hibernate makes of the features of HQL and of work with entities. */
final class HibernateSql {

  private HibernateSql() {}

  /** The statements by what was asked. */
  static Map<String, OracleStatement> statements() throws IOException {
    Map<String, OracleStatement> statements = new LinkedHashMap<>();
    try (SessionFactory factory = factory()) {
      for (String hql : hql()) {
        statements.put(hql, sent(factory, hql, session -> run(session, hql)));
      }
      work().forEach((title, work) -> statements.put(title, sent(factory, title, work)));
    }
    return statements;
  }

  private static SessionFactory factory() {
    Configuration configuration = new Configuration();
    Shop.ENTITIES.forEach(configuration::addAnnotatedClass);
    configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, StatementCapture.dataSource());
    configuration.setProperty(AvailableSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL");
    configuration.setProperty(AvailableSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, "18");
    configuration.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
    configuration.setProperty("hibernate.query.hql.json_functions_enabled", "true");
    configuration.setProperty(
        "hibernate.physical_naming_strategy", "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl");
    return configuration.buildSessionFactory();
  }

  private static List<String> hql() throws IOException {
    try (InputStream in = Objects.requireNonNull(HibernateSql.class.getResourceAsStream("/toolsql/hql.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    }
  }

  private static OracleStatement sent(SessionFactory factory, String title, Consumer<StatelessSession> work) {
    try {
      return StatementCapture.of(
          () -> {
            try (StatelessSession session = factory.openStatelessSession()) {
              session.beginTransaction();
              work.accept(session);
            }
          });
    } catch (Exception e) {
      throw new IllegalArgumentException("Hibernate does not accept: " + title, e);
    }
  }

  private static void run(StatelessSession session, String hql) {
    if (hql.startsWith("update") || hql.startsWith("delete") || hql.startsWith("insert")) {
      session.createMutationQuery(hql).executeUpdate();
    } else {
      session.createQuery(hql, Object.class).getResultList();
    }
  }

  private static Map<String, Consumer<StatelessSession>> work() {
    Map<String, Consumer<StatelessSession>> work = new LinkedHashMap<>();
    work.put("get", session -> session.get(Shop.Customer.class, 3));
    work.put("get with a key of two columns", session -> session.get(Shop.OrderLine.class, new Shop.LineKey(1, 2)));
    work.put("get for update", session -> session.get(Shop.Order.class, 3, LockMode.PESSIMISTIC_WRITE));
    work.put("get for share", session -> session.get(Shop.Product.class, 3, LockMode.PESSIMISTIC_READ));
    work.put("get several", session -> session.getMultiple(Shop.Product.class, List.<Object>of(1, 3, 500)));
    work.put("insert", session -> session.insert(product(600)));
    work.put("insert with identity", session -> session.insert(event()));
    work.put("update", session -> session.update(product(3)));
    work.put("update with version", session -> session.update(document()));
    work.put("delete", session -> session.delete(product(9)));
    work.put("delete with version", session -> session.delete(document()));
    work.put("upsert of a new one", session -> session.upsert(product(601)));
    work.put("upsert of a present one", session -> session.upsert(product(4)));
    work.put("lock", session -> locked(session, LockModeType.PESSIMISTIC_WRITE));
    work.put("lock for share", session -> locked(session, LockModeType.PESSIMISTIC_READ));
    work.put("lock with increment", session -> locked(session, LockModeType.PESSIMISTIC_FORCE_INCREMENT));
    work.put(
        "lock without waiting",
        session ->
            session
                .createQuery("from Order o where o.status = 'open'", Shop.Order.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setTimeout(Timeouts.NO_WAIT)
                .getResultList());
    work.put(
        "page",
        session ->
            session
                .createQuery("from Order o order by o.id", Shop.Order.class)
                .setFirstResult(3)
                .setMaxResults(4)
                .list());
    work.put(
        "parameters",
        session ->
            session
                .createQuery(
                    "from Order o where o.status in :states and o.total > :total or o.id = :id", Shop.Order.class)
                .setParameterList("states", List.of("open", "paid"))
                .setParameter("total", BigDecimal.TEN)
                .setParameter("id", 1)
                .list());
    return work;
  }

  private static void locked(StatelessSession session, LockModeType mode) {
    session.createQuery("from Document d where d.id < 4", Shop.Document.class).setLockMode(mode).getResultList();
  }

  private static Shop.Product product(int id) {
    Shop.Product product = new Shop.Product();
    product.id = id;
    product.sku = "new" + id;
    product.name = "A product";
    product.price = BigDecimal.ONE;
    return product;
  }

  private static Shop.Event event() {
    Shop.Event event = new Shop.Event();
    event.day = LocalDate.of(2025, 3, 1);
    return event;
  }

  private static Shop.Document document() {
    Shop.Document document = new Shop.Document();
    document.id = 1;
    document.text = "changed";
    document.version = 1;
    return document;
  }
}
