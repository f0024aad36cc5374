package dev.partywall.spring.boot.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.hibernate.jpa.HibernateHints;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hibernate's shared caches, over Caffeine through JCache. What one tenant put in, no other finds. */
class SecondLevelCacheTest extends LibraryTest {

  private Statistics statistics;

  @Override
  Map<String, Object> settings() {
    return Map.of(
        "spring.jpa.properties.hibernate.cache.use_second_level_cache", true,
        "spring.jpa.properties.hibernate.cache.use_query_cache", true,
        "spring.jpa.properties.hibernate.javax.cache.missing_cache_strategy", "create",
        "spring.jpa.properties.hibernate.javax.cache.provider",
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
        "spring.jpa.properties.hibernate.generate_statistics", true);
  }

  @BeforeEach
  void clear() {
    statistics = library.sessions().getStatistics();
    statistics.clear();
  }

  private String title(String tenant) {
    return library.call(tenant, session -> session.find(Book.class, 1L).title);
  }

  @Test
  void an_entity_is_found_by_its_tenant_only() {
    assertThat(title("acme")).isEqualTo("Algebra of acme");
    assertThat(statistics.getSecondLevelCacheHitCount()).isZero();
    assertThat(title("globex")).isEqualTo("Algebra of globex");
    assertThat(title("initech")).isEqualTo("Algebra of initech");
    assertThat(statistics.getSecondLevelCacheHitCount()).isZero();
    assertThat(title("acme")).isEqualTo("Algebra of acme");
    assertThat(title("globex")).isEqualTo("Algebra of globex");
    assertThat(statistics.getSecondLevelCacheHitCount()).isEqualTo(2);
  }

  @Test
  void a_stateless_session_finds_its_tenants_entity_only() {
    title("acme");
    Book book =
        library
            .tenancy("globex")
            .call(() -> library.sessions().fromStatelessSession(session -> session.get(Book.class, 1L)));
    assertThat(book.title).isEqualTo("Algebra of globex");
  }

  @Test
  void a_collection_is_found_by_its_tenant_only() {
    assertThat(chapters("acme")).contains("Numbers of acme");
    long misses = statistics.getSecondLevelCacheMissCount();
    assertThat(chapters("globex")).isEmpty();
    assertThat(statistics.getSecondLevelCacheMissCount()).isGreaterThan(misses);
    long hits = statistics.getSecondLevelCacheHitCount();
    assertThat(chapters("acme")).contains("Groups of acme");
    assertThat(statistics.getSecondLevelCacheHitCount()).isGreaterThan(hits);
  }

  private List<String> chapters(String tenant) {
    if (tenant.equals("globex")) {
      library.run(tenant, session -> session.createMutationQuery("delete from Chapter").executeUpdate());
    }
    return library.call(
        tenant, session -> session.find(Book.class, 1L).chapters.stream().map(chapter -> chapter.title).toList());
  }

  @Test
  void a_natural_id_is_found_by_its_tenant_only() {
    library.run("globex", session -> session.persist(book(5, "shared-isbn")));
    library.run("acme", session -> session.persist(book(6, "shared-isbn")));
    assertThat(idOf("acme")).isEqualTo(6L);
    assertThat(idOf("globex")).isEqualTo(5L);
    assertThat(idOf("acme")).isEqualTo(6L);
  }

  private static Book book(long id, String isbn) {
    Book book = new Book(id, "Book " + id);
    book.isbn = isbn;
    return book;
  }

  private Long idOf(String tenant) {
    return library.call(tenant, session -> session.find(Book.class, "shared-isbn", KeyType.NATURAL).id);
  }

  @Test
  void a_query_result_is_found_by_its_tenant_only() {
    assertThat(library.call("acme", SecondLevelCacheTest::titles)).contains("Algebra of acme");
    assertThat(library.call("globex", SecondLevelCacheTest::titles)).contains("Algebra of globex");
    assertThat(statistics.getQueryCacheHitCount()).isZero();
    assertThat(library.call("acme", SecondLevelCacheTest::titles)).contains("Algebra of acme");
    assertThat(statistics.getQueryCacheHitCount()).isEqualTo(1);
  }

  private static List<String> titles(Session session) {
    return session
        .createSelectionQuery("select b.title from Book b order by b.id", String.class)
        .setHint(HibernateHints.HINT_CACHEABLE, true)
        .list();
  }

  @Test
  void a_query_result_across_some_tenants_is_not_found_across_others() {
    List<Tenant> tenants =
        Stream.of("acme", "globex").map(name -> library.tenancy(name).tenant().orElseThrow()).toList();
    Tenancy both = Tenancy.across("a test", tenants);
    Tenancy one = Tenancy.across("a test", tenants.subList(0, 1));
    assertThat(both.<List<String>, RuntimeException>call(() -> library.transaction(SecondLevelCacheTest::titles)))
        .hasSize(4);
    assertThat(one.<List<String>, RuntimeException>call(() -> library.transaction(SecondLevelCacheTest::titles)))
        .hasSize(2);
  }

  @Test
  void an_update_by_one_tenant_changes_what_it_finds() {
    title("acme");
    library.run("acme", session -> session.find(Book.class, 1L).title = "Changed");
    assertThat(title("acme")).isEqualTo("Changed");
    assertThat(title("globex")).isEqualTo("Algebra of globex");
  }

  @Test
  void the_text_of_a_query_is_the_same_for_all_tenants() {
    library.call("acme", SecondLevelCacheTest::titles);
    long plans = statistics.getQueryPlanCacheMissCount();
    library.call("globex", SecondLevelCacheTest::titles);
    library.call("initech", SecondLevelCacheTest::titles);
    assertThat(statistics.getQueryPlanCacheMissCount()).isEqualTo(plans);
  }
}
