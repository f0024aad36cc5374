package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.KeyedWrites;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/cache.md. */
@Timeout(60)
@PartywallDatabases
class CacheExampleTest {

  record Product(Long id, String name) {}

  private final Tenant acme = Tenant.of(1, "acme");
  private final Repository repository = new Repository();
  private TenantDataSource door;

  @TempDir Path directory;

  /** What an application has to read its tables. */
  private final class Repository {
    private int reads;

    Product find(long id) {
      return findAll(List.of(id)).get(id);
    }

    Map<Long, Product> findAll(Collection<Long> ids) {
      reads++;
      Map<Long, Product> found = new LinkedHashMap<>();
      try (Connection connection = door.getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select id, name from product")) {
        while (rows.next()) {
          if (ids.contains(rows.getLong(1))) {
            found.put(rows.getLong(1), new Product(rows.getLong(1), rows.getString(2)));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return found;
    }
  }

  private void update(String sql) {
    try (Connection connection = door.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_page_of_caches(TestDatabase database) {
    database.execute(
        """
        create table product (tenant_id bigint not null, id bigint not null, name text, primary key (tenant_id, id));
        insert into product values (1, 5, 'chair'), (1, 6, 'table'), (2, 7, 'of somebody else');
        """);
    try (LocalRedis redis = LocalRedis.in(directory);
        TenantDataSource opened =
            TenantDataSource.builder()
                .datasource("main", PoolSettings.of(database.jdbcUrl(), database.username(), database.password()))
                .build();
        LayeredCaches caches = LayeredCaches.builder().redis(redis.url()).build()) {
      door = opened;
      door.listen(caches);
      caches.use(door.sessions());
      TwoLayersTest.await(caches::isWhole);
      example(caches);
      settings(caches);
      Tenancy.of(acme).run(() -> keys(caches));
    }
  }

  private void example(LayeredCaches caches) {
    LayeredCache<Long, Product> products = caches.cache(CacheSettings.of("products", Long.class, Product.class));
    for (int i = 0; i < 3; i++) {
      Product chair = Tenancy.of(acme).call(() -> products.get(5L, id -> repository.find(id)));
      Map<Long, Product> some =
          Tenancy.of(acme).call(() -> products.getAll(List.of(5L, 6L, 7L), ids -> repository.findAll(ids)));
      assertThat(chair).isEqualTo(new Product(5L, "chair"));
      assertThat(some).containsOnlyKeys(5L, 6L);
    }
    assertThat(repository.reads).isLessThan(6);
    Tenancy.of(acme).run(() -> update("update product set name = 'stool' where id = 5"));
    Product stool = Tenancy.of(acme).call(() -> products.get(5L, id -> repository.find(id)));
    assertThat(stool).isEqualTo(new Product(5L, "stool"));
    Tenancy.of(acme).run(() -> update("update product set name = 'chair' where id = 5"));
  }

  private void settings(LayeredCaches caches) {
    CacheSettings<Long, Product> settings =
        CacheSettings.of("others", Long.class, Product.class)
            .withProcess(Lifetime.of(Duration.ofSeconds(30)))
            .withRedis(Lifetime.sliding(Duration.ofMinutes(10), Duration.ofHours(1)))
            .withSize(50_000)
            .withNegative(Duration.ofSeconds(5))
            .withRefresh(0.8);
    LayeredCache<Long, Product> others = caches.cache(settings);
    Tenancy.of(acme).run(() -> others.get(6L, repository::find));
    assertThat(Tenancy.of(acme).call(() -> others.get(6L, repository::find)).name()).isEqualTo("table");
  }

  private void keys(LayeredCaches caches) {
    LayeredCache<Long, Product> byId =
        caches.cache(CacheSettings.of("product", Long.class, Product.class).withKeyedBy("product"));
    byId.get(5L, repository::find);
    byId.get(6L, repository::find);
    int before = repository.reads;
    Scope.current()
        .with(new KeyedWrites("product"))
        .run(() -> update("update product set name = 'stool' where id = 5"));
    byId.delete(5L);
    assertThat(byId.get(6L, repository::find)).isEqualTo(new Product(6L, "table"));
    assertThat(repository.reads).isEqualTo(before);
    assertThat(byId.get(5L, repository::find)).isEqualTo(new Product(5L, "stool"));
  }
}
