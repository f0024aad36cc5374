package dev.partywall.spring.boot.deployments;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application with one of the documented configurations. */
final class Node implements AutoCloseable {

  private final ConfigurableApplicationContext application;

  private Node(ConfigurableApplicationContext application) {
    this.application = application;
  }

  /**
   * @param deployment the name of the configuration
   * @param environment what its placeholders stand for
   */
  static Node start(String deployment, Map<String, Object> environment) throws IOException {
    PropertySource<?> configuration = Documented.deployment(deployment);
    return new Node(
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(environment)
            .properties(
                Map.of(
                    "spring.flyway.locations", "classpath:deployments/migration",
                    "spring.liquibase.enabled", false,
                    "DB_USER", "postgres",
                    "DB_PASSWORD", "postgres"))
            .initializers(context -> context.getEnvironment().getPropertySources().addLast(configuration))
            .run());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
        "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
        "org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration"
      })
  static class Application {}

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  Tenant tenant(String name) {
    return bean(TenantStore.class).findByName(TenantName.of(name)).orElseThrow();
  }

  void write(String tenant, int id, String text) {
    Tenancy.of(tenant(tenant)).run(() -> writeHere(id, text));
  }

  void writeHere(int id, String text) {
    bean(JdbcClient.class).sql("insert into note (id, text) values (?, ?)").params(id, text).update();
  }

  List<String> read(String tenant) {
    return Tenancy.of(tenant(tenant)).call(this::readHere);
  }

  List<String> readHere() {
    return bean(JdbcClient.class).sql("select text from note order by id").query(String.class).list();
  }

  @Override
  public void close() {
    application.close();
  }
}
