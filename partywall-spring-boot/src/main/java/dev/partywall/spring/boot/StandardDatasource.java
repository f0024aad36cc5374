package dev.partywall.spring.boot;

import dev.partywall.spring.boot.PartywallProperties.Pool;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger log = LoggerFactory.getLogger(StandardDatasource.class);

  private static final String HIKARI = "spring.datasource.hikari";
  private static final Set<String> READ = Set.of("maximumpoolsize", "datasourceproperties");

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
    warnOfUnread(binder);
    return new Pool(
        null,
        1,
        url,
        username,
        password,
        binder.bind(HIKARI + ".maximum-pool-size", Integer.class).orElse(null),
        binder.bind(HIKARI + ".data-source-properties", Bindable.mapOf(String.class, String.class)).orElse(Map.of()),
        null);
  }

  /** What the application's own pool obeyed would now silently not happen. */
  private static void warnOfUnread(Binder binder) {
    Set<String> names =
        new TreeSet<>(binder.bind(HIKARI, Bindable.mapOf(String.class, Object.class)).orElse(Map.of()).keySet());
    names.removeIf(name -> READ.contains(name.replace("-", "").toLowerCase(Locale.ROOT)));
    if (!names.isEmpty()) {
      log.warn(
          "These settings of {} have no effect: {}; see partywall.budget and partywall.datasources", HIKARI, names);
    }
  }
}
