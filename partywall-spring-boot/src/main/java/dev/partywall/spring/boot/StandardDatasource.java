package dev.partywall.spring.boot;

import dev.partywall.spring.boot.PartywallProperties.Pool;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * The database that Spring Boot's own settings describe.
 *
 * @param source what describes it, for messages
 * @param pool how to reach it
 */
record StandardDatasource(String source, Pool pool) {

  private static final String HIKARI = "spring.datasource.hikari.";

  /**
   * What a service connection (Testcontainers, Docker Compose) or else {@code spring.datasource} describes, if
   * anything.
   */
  static Optional<StandardDatasource> of(
      @Nullable JdbcConnectionDetails connection, DataSourceProperties properties, Environment environment) {
    if (connection != null) {
      return Optional.of(
          new StandardDatasource(
              "the service connection " + connection,
              pool(connection.getJdbcUrl(), connection.getUsername(), connection.getPassword(), environment)));
    }
    String url = properties.getUrl();
    return url == null || url.isBlank()
        ? Optional.empty()
        : Optional.of(
            new StandardDatasource(
                "spring.datasource.url", pool(url, properties.getUsername(), properties.getPassword(), environment)));
  }

  private static Pool pool(String url, @Nullable String username, @Nullable String password, Environment environment) {
    Binder binder = Binder.get(environment);
    return new Pool(
        url,
        username,
        password,
        binder.bind(HIKARI + "maximum-pool-size", Integer.class).orElse(null),
        binder.bind(HIKARI + "data-source-properties", Bindable.mapOf(String.class, String.class)).orElse(Map.of()),
        null);
  }
}
