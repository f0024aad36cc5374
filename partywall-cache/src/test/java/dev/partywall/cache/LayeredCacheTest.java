package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Change;
import dev.partywall.core.Commit;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.NoTenancyException;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for a cache with one layer and with two. */
@Timeout(60)
abstract class LayeredCacheTest {

  record Product(long id, String name) {}

  record Line(String order, int number) {}

  static final Tenant ACME = Tenant.of(1, "acme");
  static final Tenant GLOBEX = Tenant.of(2, "globex");
  static final DatasourceName MAIN = DatasourceName.MAIN;

  final Counts counts = new Counts();
  final AtomicInteger loads = new AtomicInteger();

  /** What a database holds. */
  final Map<String, String> rows = new HashMap<>();

  LayeredCaches caches;

  abstract LayeredCaches.Builder builder();

  @BeforeEach
  void open() {
    caches = builder().listener(counts).build();
    ready(caches);
  }

  /** Waits until all layers are used. */
  void ready(LayeredCaches caches) {}

  @AfterEach
  void close() {
    caches.close();
  }

  static CacheSettings<Long, Product> products() {
    return CacheSettings.of("products", Long.class, Product.class);
  }

  /** A load of a row, as the door notes it. */
  Product load(long id) {
    loads.incrementAndGet();
    Scope scope = Scope.current();
    String name = rows.get(scope.tenancy() + ":" + id);
    noteRead("products");
    return name == null ? null : new Product(id, name);
  }

  static void noteRead(String... tables) {
    var log = Scope.current().reads();
    if (log != null) {
      log.read(new ReadStamp(Map.of(MAIN, Optional.empty()), Set.of(tables), Set.of()));
    }
  }

  void write(Tenancy tenancy, long id, String name) {
    rows.put(tenancy + ":" + id, name);
    caches.changed(List.of(new Change(tenancy, MAIN, Set.of("products"), Set.of())), Commit.ON_ONE_NODE);
  }

  /** A process that has used the cache before knows what its entries depend on. */
  void warm(LayeredCache<Long, Product> cache) {
    Tenancy.of(ACME).run(() -> cache.get(-1L, this::load));
    Tenancy.of(ACME).run(() -> cache.delete(-1L));
    loads.set(0);
    counts.reset();
  }

  @Test
  void what_was_loaded_once_is_not_loaded_again() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    rows.put(Tenancy.of(ACME) + ":5", "chair");
    Tenancy.of(ACME)
        .run(
            () -> {
              assertThat(cache.get(5L)).isNull();
              assertThat(cache.get(5L, this::load)).isEqualTo(new Product(5, "chair"));
              assertThat(cache.get(5L, this::load)).isEqualTo(new Product(5, "chair"));
              assertThat(cache.get(5L)).isEqualTo(new Product(5, "chair"));
            });
    assertThat(loads).hasValue(1);
    assertThat(counts.of("filled")).isEqualTo(1);
  }

  @Test
  void entries_belong_to_one_tenancy() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    rows.put(Tenancy.of(ACME) + ":5", "chair");
    rows.put(Tenancy.host() + ":5", "sample");
    assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load))).isEqualTo(new Product(5, "chair"));
    assertThat(Tenancy.host().call(() -> cache.get(5L, this::load))).isEqualTo(new Product(5, "sample"));
    assertThat(Tenancy.of(GLOBEX).call(() -> cache.get(5L, this::load))).isNull();
    assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load))).isEqualTo(new Product(5, "chair"));
    assertThat(loads).hasValue(3);
  }

  @Test
  void a_cache_is_used_for_one_tenancy_or_not_at_all() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    assertThatThrownBy(() -> cache.get(5L, this::load)).isInstanceOf(NoTenancyException.class);
    assertThatThrownBy(() -> cache.delete(5L)).isInstanceOf(NoTenancyException.class);
    assertThatThrownBy(() -> Tenancy.across("a report", List.of(ACME)).run(() -> cache.get(5L, this::load)))
        .isInstanceOf(CacheTenancyException.class)
        .hasMessageContaining("products");
    assertThatThrownBy(() -> Tenancy.acrossAll("a report", MAIN).run(() -> cache.put(5L, new Product(5, "x"))))
        .isInstanceOf(CacheTenancyException.class);
    assertThat(loads).hasValue(0);
  }

  @Test
  void another_epoch_of_a_tenant_sees_nothing_of_a_former_one() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    Tenant later =
        new Tenant(ACME.id(), ACME.name(), ACME.title(), ACME.status(), ACME.placement(), ACME.epoch() + 1, Map.of());
    Tenancy.of(ACME).run(() -> cache.get(5L, this::load));
    Tenancy.of(later).run(() -> cache.get(5L, this::load));
    assertThat(loads).hasValue(2);
  }

  @Test
  void a_change_drops_what_was_made_from_the_table_in_that_tenancy() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      write(Tenancy.of(tenant), 5, "old");
      assertThat(Tenancy.of(tenant).call(() -> cache.get(5L, this::load)).name()).isEqualTo("old");
    }
    write(Tenancy.of(ACME), 5, "new");
    assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load)).name()).isEqualTo("new");
    rows.put(Tenancy.of(GLOBEX) + ":5", "unnoticed");
    assertThat(Tenancy.of(GLOBEX).call(() -> cache.get(5L, this::load)).name()).isEqualTo("old");
    caches.changed(List.of(new Change(Tenancy.of(GLOBEX), MAIN, Set.of("orders"), Set.of())), Commit.ON_ONE_NODE);
    assertThat(Tenancy.of(GLOBEX).call(() -> cache.get(5L, this::load)).name()).isEqualTo("old");
    caches.changed(List.of(new Change(Tenancy.of(GLOBEX), MAIN, null, Set.of())), Commit.ON_ONE_NODE);
    assertThat(Tenancy.of(GLOBEX).call(() -> cache.get(5L, this::load)).name()).isEqualTo("unnoticed");
  }

  @Test
  void a_change_of_which_nobody_knows_whose_it_is_drops_everything() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    write(Tenancy.of(ACME), 5, "old");
    Tenancy.of(ACME).run(() -> cache.get(5L, this::load));
    rows.put(Tenancy.of(ACME) + ":5", "new");
    Tenancy all = Tenancy.acrossAll("a migration", MAIN);
    caches.changed(List.of(new Change(all, MAIN, null, Set.of())), Commit.ON_ONE_NODE);
    assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load)).name()).isEqualTo("new");
  }

  @Test
  void a_change_of_a_common_table_by_the_host_reaches_all_tenants() {
    LayeredCache<String, String> plans = caches.cache(CacheSettings.of("plans", String.class, String.class));
    String[] title = {"old"};
    Function<String, String> loader =
        _ -> {
          Scope.current().reads().read(new ReadStamp(Map.of(MAIN, Optional.empty()), Set.of(), Set.of("plans")));
          return title[0];
        };
    for (int i = 0; i < 2; i++) {
      assertThat(Tenancy.of(ACME).call(() -> plans.get("gold", loader))).isEqualTo("old");
      assertThat(Tenancy.host().call(() -> plans.get("gold", loader))).isEqualTo("old");
    }
    title[0] = "new";
    caches.changed(List.of(new Change(Tenancy.host(), MAIN, Set.of("plans"), Set.of())), Commit.ON_ONE_NODE);
    assertThat(Tenancy.of(ACME).call(() -> plans.get("gold", loader))).isEqualTo("new");
    assertThat(Tenancy.host().call(() -> plans.get("gold", loader))).isEqualTo("new");
  }

  @Test
  void a_change_of_which_the_writer_tells_the_keys_leaves_the_other_entries_alone() {
    LayeredCache<Long, Product> entities = caches.cache(products().withKeyedBy("products"));
    LayeredCache<String, String> queries = caches.cache(CacheSettings.of("queries", String.class, String.class));
    Function<String, String> query =
        _ -> {
          loads.incrementAndGet();
          noteRead("products");
          return "1,2";
        };
    warm(entities);
    Tenancy.of(ACME).run(() -> queries.get("warm", query));
    loads.set(0);
    Tenancy.of(ACME)
        .run(
            () -> {
              entities.get(1L, this::load);
              entities.get(2L, this::load);
              queries.get("all", query);
              assertThat(loads).hasValue(3);
              caches.changed(
                  List.of(new Change(Tenancy.of(ACME), MAIN, Set.of("products"), Set.of("products"))),
                  Commit.ON_ONE_NODE);
              entities.delete(1L);
              entities.get(2L, this::load);
              assertThat(loads).hasValue(3);
              entities.get(1L, this::load);
              queries.get("all", query);
              assertThat(loads).hasValue(5);
            });
  }

  @Test
  void clear_is_for_the_bound_tenancy_and_the_cache() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    LayeredCache<Long, Product> other = caches.cache(CacheSettings.of("other", Long.class, Product.class));
    warm(cache);
    warm(other);
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      Tenancy.of(tenant).run(() -> cache.get(5L, this::load));
      Tenancy.of(tenant).run(() -> other.get(5L, this::load));
    }
    assertThat(loads).hasValue(4);
    Tenancy.of(ACME).run(cache::clear);
    Tenancy.of(GLOBEX).run(() -> cache.get(5L, this::load));
    Tenancy.of(ACME).run(() -> other.get(5L, this::load));
    assertThat(loads).hasValue(4);
    Tenancy.of(ACME).run(() -> cache.get(5L, this::load));
    assertThat(loads).hasValue(5);
    caches.clear(Tenancy.of(ACME));
    Tenancy.of(ACME).run(() -> cache.get(5L, this::load));
    Tenancy.of(ACME).run(() -> other.get(5L, this::load));
    Tenancy.of(GLOBEX).run(() -> other.get(5L, this::load));
    assertThat(loads).hasValue(7);
  }

  @Test
  void that_there_is_no_value_is_remembered_and_forgotten_by_a_delete() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    Tenancy.of(ACME)
        .run(
            () -> {
              assertThat(cache.get(5L, this::load)).isNull();
              assertThat(cache.get(5L, this::load)).isNull();
              assertThat(cache.find(5L)).isEqualTo(new Cached<>(null));
              assertThat(loads).hasValue(1);
              rows.put(Tenancy.of(ACME) + ":5", "chair");
              cache.delete(5L);
              assertThat(cache.find(5L)).isNull();
              assertThat(cache.get(5L, this::load)).isEqualTo(new Product(5, "chair"));
            });
  }

  @Test
  void no_negative_entries_are_kept_where_none_are_wanted() {
    LayeredCache<Long, Product> cache = caches.cache(products().withNegative(Duration.ZERO));
    warm(cache);
    Tenancy.of(ACME).run(() -> cache.get(5L, this::load));
    Tenancy.of(ACME).run(() -> cache.get(5L, this::load));
    assertThat(loads).hasValue(2);
  }

  @Test
  void many_are_got_with_one_load_of_those_that_miss() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    for (long id = 1; id <= 4; id++) {
      rows.put(Tenancy.of(ACME) + ":" + id, "p" + id);
    }
    List<Set<Long>> asked = new ArrayList<>();
    Function<Set<Long>, Map<Long, Product>> loader =
        ids -> {
          asked.add(ids);
          Map<Long, Product> loaded = new LinkedHashMap<>();
          ids.forEach(
              id -> {
                Product product = load(id);
                if (product != null) {
                  loaded.put(id, product);
                }
              });
          return loaded;
        };
    Tenancy.of(ACME)
        .run(
            () -> {
              cache.get(2L, this::load);
              assertThat(cache.getAll(List.of(4L, 2L, 9L, 4L, 1L), loader))
                  .containsExactly(
                      Map.entry(4L, new Product(4, "p4")),
                      Map.entry(2L, new Product(2, "p2")),
                      Map.entry(1L, new Product(1, "p1")));
              assertThat(asked).containsExactly(Set.of(4L, 9L, 1L));
              assertThat(cache.getAll(List.of(1L, 2L, 3L, 4L, 9L), loader)).containsOnlyKeys(1L, 2L, 3L, 4L);
              assertThat(asked).hasSize(2);
              assertThat(asked.get(1)).containsExactly(3L);
            });
  }

  @Test
  void W25_a_number_and_its_digits_are_one_key_and_a_miss_of_the_one_is_no_miss_of_the_other() {
    LayeredCache<Object, String> cache = caches.cache(CacheSettings.of("any", Object.class, String.class));
    Tenancy.of(ACME)
        .run(
            () -> {
              assertThat(cache.getAll(List.of(555), ids -> Map.of("555", "row"))).containsEntry(555, "row");
              cache.put("555", "row");
              assertThat(cache.get(555)).isEqualTo("row");
              assertThat(cache.get(555L)).isEqualTo("row");
              cache.delete(555L);
              assertThat(cache.find("555")).isNull();
            });
  }

  @Test
  void W10_what_else_a_key_says_is_part_of_it() {
    LayeredCache<Line, String> cache = caches.cache(CacheSettings.of("lines", Line.class, String.class));
    Tenancy.of(ACME)
        .run(
            () -> {
              cache.put(new Line("a", 11), "right");
              assertThat(cache.get(new Line("a", 11))).isEqualTo("right");
              assertThat(cache.find(new Line("a", 1))).isNull();
              assertThat(cache.find(new Line("a1", 1))).isNull();
              assertThat(cache.find(new Line("b", 11))).isNull();
            });
    assertThat(KeyText.of(List.of("a,b", "c"))).isNotEqualTo(KeyText.of(List.of("a", "b,c")));
    assertThatThrownBy(() -> KeyText.of(new Object())).hasMessageContaining("withKeyText");
  }

  @Test
  void what_was_put_is_found_until_it_is_deleted() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    Tenancy.of(ACME)
        .run(
            () -> {
              cache.put(5L, new Product(5, "one"));
              assertThat(cache.get(5L)).isEqualTo(new Product(5, "one"));
              cache.put(5L, new Product(5, "two"));
              assertThat(cache.get(5L)).isEqualTo(new Product(5, "two"));
              cache.deleteAll(List.of(4L, 5L));
              assertThat(cache.find(5L)).isNull();
            });
  }

  @Test
  void users_of_changeable_values_get_copies() {
    CacheSettings<Long, List<String>> settings =
        CacheSettings.<Long, List<String>>of("lists", Long.class, Strings.class.getGenericSuperclass())
            .withCopies(true);
    LayeredCache<Long, List<String>> cache = caches.cache(settings);
    Tenancy.of(ACME)
        .run(
            () -> {
              List<String> mine = cache.get(5L, _ -> new ArrayList<>(List.of("a")));
              mine.add("uncommitted");
              assertThat(cache.get(5L)).containsExactly("a");
              cache.get(5L).add("mine");
              assertThat(cache.get(5L)).containsExactly("a");
            });
  }

  private static final class Strings extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void threads_that_miss_together_load_once() throws Exception {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    rows.put(Tenancy.of(ACME) + ":5", "chair");
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Product>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(
            threads.submit(
                () ->
                    Tenancy.of(ACME)
                        .call(
                            () ->
                                cache.get(
                                    5L,
                                    id -> {
                                      loading.countDown();
                                      awaiting(go);
                                      return load(id);
                                    }))));
      }
      loading.await();
      go.countDown();
      for (Future<Product> result : results) {
        assertThat(result.get()).isEqualTo(new Product(5, "chair"));
      }
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void a_load_that_fails_is_its_callers_and_nothing_is_kept() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    Tenancy.of(ACME)
        .run(
            () -> {
              assertThatThrownBy(
                      () ->
                          cache.get(
                              5L,
                              _ -> {
                                throw new IllegalStateException("down");
                              }))
                  .hasMessage("down");
              assertThat(cache.find(5L)).isNull();
            });
    assertThat(counts.of("failed")).isEqualTo(1);
  }

  @Test
  void a_load_that_loads_its_own_key_does_not_wait_for_itself() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    rows.put(Tenancy.of(ACME) + ":5", "chair");
    Product product = Tenancy.of(ACME).call(() -> cache.get(5L, _ -> cache.get(5L, this::load)));
    assertThat(product).isEqualTo(new Product(5, "chair"));
    assertThat(loads).hasValue(1);
  }

  @Test
  void a_copy_of_a_copy_goes_when_the_first_one_goes() {
    LayeredCache<Long, Product> inner = caches.cache(products());
    LayeredCache<String, String> outer = caches.cache(CacheSettings.of("pages", String.class, String.class));
    warm(inner);
    Function<String, String> page = _ -> String.valueOf(inner.get(5L, this::load));
    write(Tenancy.of(ACME), 5, "old");
    for (int i = 0; i < 3; i++) {
      assertThat(Tenancy.of(ACME).call(() -> outer.get("page", page))).contains("old");
    }
    write(Tenancy.of(ACME), 5, "new");
    assertThat(Tenancy.of(ACME).call(() -> outer.get("page", page))).contains("new");
  }

  @Test
  void W18_what_was_read_before_a_commit_is_not_kept_after_it_however_late_it_comes() throws Exception {
    LayeredCache<Long, Product> cache = caches.cache(products());
    warm(cache);
    write(Tenancy.of(ACME), 5, "old");
    assertLateFillRefused(cache, () -> write(Tenancy.of(ACME), 5, "new"));
    assertLateFillRefused(
        cache,
        () -> {
          rows.put(Tenancy.of(ACME) + ":5", "newer");
          Tenancy.of(ACME).run(() -> cache.delete(5L));
        });
    assertLateFillRefused(cache, () -> Tenancy.of(ACME).run(cache::clear));
    assertLateFillRefused(cache, () -> caches.clear(Tenancy.of(ACME)));
  }

  private void assertLateFillRefused(LayeredCache<Long, Product> cache, Runnable change) throws Exception {
    Tenancy.of(ACME).run(() -> cache.delete(5L));
    counts.reset();
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Product> late =
          threads.submit(
              () ->
                  Tenancy.of(ACME)
                      .call(
                          () ->
                              cache.get(
                                  5L,
                                  id -> {
                                    Product before = load(id);
                                    read.countDown();
                                    awaiting(go);
                                    return before;
                                  })));
      read.await();
      change.run();
      String now = rows.get(Tenancy.of(ACME) + ":5");
      // Who comes after the commit does not wait for what was read before it.
      assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load)).name()).isEqualTo(now);
      go.countDown();
      late.get();
      assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load)).name()).isEqualTo(now);
      assertThat(counts.of("refused DELETED")).isEqualTo(1);
    }
  }

  static void awaiting(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void after_the_end_loads_go_to_the_database() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    write(Tenancy.of(ACME), 5, "old");
    Tenancy.of(ACME).run(() -> cache.get(5L, this::load));
    caches.close();
    write(Tenancy.of(ACME), 5, "new");
    assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load)).name()).isEqualTo("new");
    Tenancy.of(ACME).run(() -> cache.delete(5L));
    assertThat(Tenancy.of(ACME).call(() -> cache.get(5L, this::load)).name()).isEqualTo("new");
  }

  @Test
  void a_name_has_one_cache() {
    LayeredCache<Long, Product> cache = caches.cache(products());
    assertThat(caches.cache(products())).isSameAs(cache);
    assertThatThrownBy(() -> caches.cache(CacheSettings.of("products", String.class, Product.class)))
        .hasMessageContaining("java.lang.Long");
    assertThatThrownBy(() -> CacheSettings.of("a:b", Long.class, Long.class)).hasMessageContaining("a:b");
  }
}
