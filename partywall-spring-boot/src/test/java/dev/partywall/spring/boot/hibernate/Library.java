package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.test.TestDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An application with JPA and three tenants: acme and globex share a database, initech has one of its own. */
final class Library implements AutoCloseable {

  private final ConfigurableApplicationContext application;
  private final TestDatabase main;
  private final TestDatabase isolated;

  Library(TestDatabase main, TestDatabase isolated, Map<String, Object> settings) {
    this.main = main;
    this.isolated = isolated;
    Map<String, Object> properties = new LinkedHashMap<>();
    pool(properties, "main", main);
    pool(properties, "isolated", isolated);
    properties.put("partywall.tenants[0].name", "acme");
    properties.put("partywall.tenants[0].id", 1);
    properties.put("partywall.tenants[1].name", "globex");
    properties.put("partywall.tenants[1].id", 2);
    properties.put("partywall.tenants[2].name", "initech");
    properties.put("partywall.tenants[2].id", 3);
    properties.put("partywall.tenants[2].isolated", true);
    properties.put("partywall.tenants[2].datasource", "isolated");
    properties.put("spring.flyway.enabled", false);
    properties.put("spring.liquibase.enabled", false);
    properties.put("spring.jpa.hibernate.ddl-auto", "validate");
    properties.putAll(settings);
    this.application =
        new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).properties(properties).run();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
        "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration",
        "org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration"
      })
  static class Application {}

  private static void pool(Map<String, Object> properties, String name, TestDatabase database) {
    String pool = "partywall.datasources." + name + ".write[0].";
    properties.put(pool + "url", database.jdbcUrl());
    properties.put(pool + "username", database.username());
    properties.put(pool + "password", database.password());
  }

  /** The same two books for each tenant, with titles that tell them apart. */
  void reset() {
    for (TestDatabase database : new TestDatabase[] {main, isolated}) {
      database.execute("truncate chapter, book, shelf, label, ticket");
    }
    seed(main, 1, "acme");
    seed(main, 2, "globex");
    seed(isolated, 3, "initech");
    sessions().getCache().evictAllRegions();
  }

  private static void seed(TestDatabase database, int id, String name) {
    database.execute(
        """
        insert into book values (%1$d, 1, 'isbn-1', 'Algebra of %2$s'), (%1$d, 2, 'isbn-2', 'Botany of %2$s');
        insert into chapter values (%1$d, 11, 1, 'Numbers of %2$s'), (%1$d, 12, 1, 'Groups of %2$s');
        insert into shelf values (%1$d, 1, 'Shelf of %2$s');
        insert into label values (%1$d, 1, 'Label of %2$s');
        """
            .formatted(id, name));
  }

  Tenancy tenancy(String name) {
    return Tenancy.of(bean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow());
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  SessionFactory sessions() {
    return bean(EntityManagerFactory.class).unwrap(SessionFactory.class);
  }

  /** In a session and transaction of the tenancy. */
  <R> R call(String tenant, Function<Session, R> work) {
    return tenancy(tenant).call(() -> transaction(work));
  }

  /** In a session and transaction of the tenancy. */
  void run(String tenant, Consumer<Session> work) {
    call(
        tenant,
        session -> {
          work.accept(session);
          return null;
        });
  }

  /** In a session and transaction of whatever tenancy is bound. */
  <R> R transaction(Function<Session, R> work) {
    return bean(TransactionTemplate.class).execute(_ -> work.apply(bean(EntityManager.class).unwrap(Session.class)));
  }

  /** Past the door. */
  JdbcClient main() {
    return JdbcClient.create(main.dataSource());
  }

  /** Past the door. */
  JdbcClient isolated() {
    return JdbcClient.create(isolated.dataSource());
  }

  String title(int tenant, long book) {
    return main()
        .sql("select title from book where tenant_id = ? and id = ?")
        .params(tenant, book)
        .query(String.class)
        .single();
  }

  long books(int tenant) {
    return main().sql("select count(*) from book where tenant_id = ?").param(tenant).query(Long.class).single();
  }

  @Override
  public void close() {
    application.close();
  }
}
