package dev.partywall.spring.boot.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.NodeState.Role;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.app.Nodes;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code @Transactional(readOnly = true)} with JPA, where there is a standby. */
class ReadOnlyTransactionsTest {

  private static PostgresCluster cluster;
  private static Library library;

  @BeforeAll
  static void open() throws IOException {
    cluster = PostgresCluster.builder().start();
    TestDatabase main = database("main");
    TestDatabase isolated = database("isolated");
    TestDatabase standby = cluster.standby(0).database("main");
    library =
        new Library(
            main,
            isolated,
            Map.of(
                "partywall.datasources.main.read[0].url",
                standby.jdbcUrl(),
                "partywall.datasources.main.read[0].username",
                standby.username(),
                "partywall.datasources.main.read[0].password",
                standby.password(),
                "partywall.datasources.main.probe-interval",
                "100ms",
                "spring.jpa.properties.hibernate.cache.use_second_level_cache",
                true,
                "spring.jpa.properties.hibernate.generate_statistics",
                true,
                "spring.jpa.properties.hibernate.javax.cache.missing_cache_strategy",
                "create",
                "spring.jpa.properties.hibernate.javax.cache.provider",
                "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"));
    library.reset();
    cluster.awaitCaughtUp();
    title(false);
    TenantDataSource door = library.bean(TenantDataSource.class);
    Nodes.eventually(
        () -> door.nodes().stream().anyMatch(node -> node.role() == Role.READER && node.health() == Health.UP));
  }

  private static TestDatabase database(String name) throws IOException {
    TestDatabase database = cluster.createDatabase(name);
    try (InputStream schema = ReadOnlyTransactionsTest.class.getResourceAsStream("/hibernate/schema.sql")) {
      database.execute(new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
    }
    return database;
  }

  @AfterAll
  static void close() {
    library.close();
    cluster.close();
  }

  @Test
  void a_read_only_transaction_reads_from_the_standby_and_another_from_the_writer() {
    double before = reads("write-1");
    assertThat(title(true)).isEqualTo("Algebra of acme");
    assertThat(reads("read-1")).isPositive();
    assertThat(reads("write-1")).isEqualTo(before);
    assertThat(title(false)).isEqualTo("Algebra of acme");
    assertThat(reads("write-1")).isGreaterThan(before);
  }

  @Test
  void only_what_was_read_from_the_writer_is_kept_for_other_sessions() {
    library.sessions().getCache().evictAllRegions();
    Statistics statistics = library.sessions().getStatistics();
    statistics.clear();
    assertThat(ReadOnlyTransactionsTest.<String>in(true, em -> em.find(Book.class, 1L).title))
        .isEqualTo("Algebra of acme");
    assertThat(
            ReadOnlyTransactionsTest.<Integer>in(
                true, em -> em.createQuery("from Book", Book.class).getResultList().size()))
        .isPositive();
    assertThat(statistics.getSecondLevelCachePutCount()).isZero();
    assertThat(ReadOnlyTransactionsTest.<String>in(false, em -> em.find(Book.class, 1L).title))
        .isEqualTo("Algebra of acme");
    assertThat(statistics.getSecondLevelCachePutCount()).isPositive();
    assertThat(statistics.getSecondLevelCacheHitCount()).isZero();
    assertThat(ReadOnlyTransactionsTest.<String>in(true, em -> em.find(Book.class, 1L).title))
        .isEqualTo("Algebra of acme");
    assertThat(statistics.getSecondLevelCacheHitCount()).isEqualTo(1);
  }

  private static String title(boolean readOnly) {
    return in(readOnly, em -> em.createQuery("select title from Book where id = 1", String.class).getSingleResult());
  }

  private static <T> T in(boolean readOnly, Function<EntityManager, T> work) {
    TransactionTemplate transaction = new TransactionTemplate(library.bean(PlatformTransactionManager.class));
    transaction.setReadOnly(readOnly);
    return library.tenancy("acme").call(() -> transaction.execute(_ -> work.apply(library.bean(EntityManager.class))));
  }

  private static double reads(String node) {
    return library
        .bean(MeterRegistry.class)
        .find("partywall.statements")
        .tags("node", node, "effect", "read")
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
