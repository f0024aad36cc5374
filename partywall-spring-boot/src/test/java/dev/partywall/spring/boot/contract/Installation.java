package dev.partywall.spring.boot.contract;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.spring.boot.contract.Placements.Home;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An application with one tool, and three tenants placed in one way. */
final class Installation implements AutoCloseable {

  static final List<String> TENANTS = List.of("acme", "globex", "initech");

  private final Map<String, TestDatabase> databases = new LinkedHashMap<>();
  private final Map<String, SingleConnectionDataSource> pastTheDoor = new LinkedHashMap<>();
  private final List<Home> homes;
  private final ConfigurableApplicationContext application;

  Installation(Class<?> toolApplication, Placements placements) {
    this.homes = placements.homes();
    databases.put("main", PostgresServer.shared().freshDatabase("contract"));
    homes.stream()
        .map(Home::datasource)
        .forEach(set -> databases.computeIfAbsent(set, PostgresServer.shared()::freshDatabase));
    databases.forEach(
        (set, database) -> pastTheDoor.put(set, new SingleConnectionDataSource(withCredentials(database), true)));
    this.application =
        new SpringApplicationBuilder(toolApplication).web(WebApplicationType.NONE).properties(properties()).run();
  }

  private static String withCredentials(TestDatabase database) {
    return database.jdbcUrl() + "?user=" + database.username() + "&password=" + database.password();
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    databases.forEach(
        (name, database) -> {
          String pool = "partywall.datasources." + name + ".write[0].";
          properties.put(pool + "url", database.jdbcUrl());
          properties.put(pool + "username", database.username());
          properties.put(pool + "password", database.password());
        });
    for (int i = 0; i < TENANTS.size(); i++) {
      String tenant = "partywall.tenants[" + i + "].";
      Home home = homes.get(i);
      properties.put(tenant + "name", TENANTS.get(i));
      properties.put(tenant + "id", i + 1);
      properties.put(tenant + "datasource", home.datasource());
      if (!home.schema().equals("public")) {
        properties.put(tenant + "schema", home.schema());
      } else if (!home.datasource().equals("main")) {
        properties.put(tenant + "isolated", true);
      }
    }
    properties.put("spring.sql.init.mode", "always");
    properties.put("spring.sql.init.schema-locations", "classpath:contract/schema.sql");
    properties.put("spring.flyway.enabled", false);
    properties.put("spring.liquibase.enabled", false);
    properties.put("spring.main.banner-mode", "off");
    return properties;
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  Tenancy tenancy(String name) {
    return Tenancy.of(bean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow());
  }

  /** The tool, each call of which is for one tenant. */
  Tool toolOf(String name) {
    Tenancy tenancy = tenancy(name);
    Tool tool = bean(Tool.class);
    return (Tool)
        Proxy.newProxyInstance(
            Tool.class.getClassLoader(),
            new Class<?>[] {Tool.class},
            (_, method, arguments) -> tenancy.call(() -> call(tool, method, arguments)));
  }

  private static Object call(Tool tool, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(tool, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Gives each tenant rows with the same keys and almost the same values. */
  void reset() {
    for (Home home : Set.copyOf(homes)) {
      jdbc(home).sql("truncate %1$s.remark, %1$s.purchase, %1$s.customer".formatted(home.schema())).update();
    }
    for (int i = 0; i < TENANTS.size(); i++) {
      seed(homes.get(i), i + 1, TENANTS.get(i));
    }
  }

  private void seed(Home home, int id, String tenant) {
    String rows =
        """
        insert into %1$s.customer values
          (%2$d, 1, 'Anna of %3$s', 'Berlin', 'de', 100),
          (%2$d, 2, 'Ben of %3$s', 'Paris', 'fr', 200),
          (%2$d, 3, 'Cleo of %3$s', 'Berlin', 'de', 300);
        insert into %1$s.purchase values
          (%2$d, 1, 1, 'tea', 10 * %2$d),
          (%2$d, 2, 1, 'coffee', 20 * %2$d),
          (%2$d, 3, 2, 'tea', 5 * %2$d);
        """;
    jdbc(home).sql(rows.formatted(home.schema(), id, tenant)).update();
  }

  /** All rows of all tables of all databases, as text: whose, and what. Keys that the database made are left out. */
  List<String> state() {
    List<String> state = new ArrayList<>();
    homes.stream()
        .distinct()
        .forEach(
            home -> {
              String rows =
                  """
                  select t.tenant_id || ' customer ' || (to_jsonb(t) - 'tenant_id') as row from %1$s.customer t
                  union all
                  select t.tenant_id || ' purchase ' || (to_jsonb(t) - 'tenant_id') from %1$s.purchase t
                  union all
                  select t.tenant_id || ' remark ' || (to_jsonb(t) - 'tenant_id' - 'id') from %1$s.remark t
                  """
                      .formatted(home.schema());
              state.addAll(jdbc(home).sql(rows).query(String.class).list());
            });
    return state.stream().sorted().toList();
  }

  private JdbcClient jdbc(Home home) {
    return JdbcClient.create(pastTheDoor.get(home.datasource()));
  }

  @Override
  public void close() {
    application.close();
    pastTheDoor.values().forEach(SingleConnectionDataSource::destroy);
    databases.values().forEach(PostgresServer.shared()::drop);
  }
}
