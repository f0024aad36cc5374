package dev.partywall.spring.boot.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantStatus;
import dev.partywall.jdbc.TenancyChangedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.FlushMode;
import org.hibernate.Hibernate;
import org.hibernate.KeyType;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.orm.jpa.support.OpenEntityManagerInViewInterceptor;
import org.springframework.web.context.request.ServletWebRequest;

/** A session serves the tenancy that it was opened for. Each use is tried in the wrong tenancy and in the right one. */
class SessionTenancyTest extends LibraryTest {

  private static final String KEPT = "a book that the session holds";

  @Override
  Map<String, Object> settings() {
    return Map.of("spring.jpa.open-in-view", true);
  }

  /** A use of a session that holds book 1, its chapters not loaded, and a reference to chapter 12. */
  private record Use(String name, Consumer<Held> work) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Held(Session session, Book book, Chapter reference) {}

  static Stream<Use> uses() {
    return Stream.of(
        use("find an entity that it holds", held -> held.session().find(Book.class, 1L)),
        use("find an entity that it does not hold", held -> held.session().find(Book.class, 2L)),
        use("find by natural id", held -> held.session().find(Book.class, "isbn-1", KeyType.NATURAL)),
        use("find several", held -> held.session().findMultiple(Book.class, List.of(1L, 2L))),
        use("get a reference", held -> held.session().getReference(Book.class, 1L)),
        use("query with JPQL", held -> held.session().createSelectionQuery("from Book", Book.class).list()),
        use(
            "query for values",
            held -> held.session().createSelectionQuery("select b.title from Book b", String.class).list()),
        use("query with SQL", held -> held.session().createNativeQuery("select title from book", String.class).list()),
        use(
            "query without flushing",
            held -> unflushed(held.session()).createSelectionQuery("from Book", Book.class).list()),
        use(
            "stream",
            held -> held.session().createSelectionQuery("from Book", Book.class).getResultStream().forEach(book -> {})),
        use("flush", held -> held.session().flush()),
        use("flush a change", SessionTenancyTest::changeAndFlush),
        use("ask whether it is dirty", held -> changed(held).isDirty()),
        use("load a lazy collection", held -> Hibernate.initialize(held.book().chapters)),
        use("load a lazy reference", held -> Hibernate.initialize(held.reference())),
        use("persist", held -> held.session().persist(new Book(50, "new"))),
        use("merge", held -> held.session().merge(new Book(1, "merged"))),
        use("remove", held -> held.session().remove(held.book())),
        use("refresh", held -> held.session().refresh(held.book())),
        use("lock", held -> held.session().lock(held.book(), LockMode.PESSIMISTIC_WRITE)),
        use(
            "update in bulk",
            held -> held.session().createMutationQuery("update Book b set b.title = 'x'").executeUpdate()));
  }

  private static Use use(String name, Consumer<Held> work) {
    return new Use(name, work);
  }

  private static Session unflushed(Session session) {
    session.setHibernateFlushMode(FlushMode.MANUAL);
    return session;
  }

  private static Session changed(Held held) {
    held.book().title = "changed";
    return held.session();
  }

  private static void changeAndFlush(Held held) {
    changed(held).flush();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void a_session_opened_for_one_tenant_is_refused_to_another(Use use) {
    refused("acme", library.tenancy("globex"), use);
  }

  @ParameterizedTest
  @MethodSource("uses")
  void a_session_serves_its_own_tenant(Use use) {
    library.run("acme", session -> library.tenancy("acme").run(() -> use.work().accept(hold(session))));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void a_session_serves_its_tenant_when_only_its_title_and_status_changed(Use use) {
    Tenant acme = library.tenancy("acme").tenant().orElseThrow();
    Tenancy renamed = Tenancy.of(acme.withTitle("Acme & Sons").withStatus(TenantStatus.SUSPENDED));
    library.run("acme", session -> renamed.run(() -> use.work().accept(hold(session))));
  }

  private void refused(String opened, Tenancy used, Use use) {
    assertThatThrownBy(() -> library.run(opened, session -> usedElsewhere(hold(session), used, use)))
        .isInstanceOf(TenancyChangedException.class)
        .hasMessageContaining("session");
  }

  private static void usedElsewhere(Held held, Tenancy used, Use use) {
    used.run(() -> use.work().accept(held));
  }

  private static Held hold(Session session) {
    return new Held(session, session.find(Book.class, 1L), session.getReference(Chapter.class, 12L));
  }

  @Test
  void a_session_opened_for_a_tenant_is_refused_to_the_host_and_the_other_way_round() {
    Use find = use(KEPT, held -> held.session().find(Book.class, 1L));
    refused("acme", Tenancy.host(), find);
    assertThatThrownBy(
            () ->
                Tenancy.host()
                    .run(
                        () ->
                            library.transaction(
                                session -> library.tenancy("acme").call(() -> session.find(Book.class, 1L)))))
        .isInstanceOf(TenancyChangedException.class)
        .hasMessageContaining("host");
  }

  @Test
  void a_session_opened_where_no_tenancy_is_bound_serves_none() {
    assertThatThrownBy(() -> library.transaction(session -> session.find(Book.class, 1L)))
        .isInstanceOf(NoTenancyException.class);
    assertThatThrownBy(
            () -> library.transaction(session -> library.tenancy("acme").call(() -> session.find(Book.class, 1L))))
        .isInstanceOf(TenancyChangedException.class)
        .hasMessageContaining("no tenancy");
  }

  @Test
  void what_was_changed_for_one_tenant_is_not_committed_for_another() {
    Session session = library.tenancy("acme").call(() -> library.sessions().openSession());
    library
        .tenancy("acme")
        .run(
            () -> {
              session.beginTransaction();
              session.find(Book.class, 1L).title = "changed";
            });
    assertThatThrownBy(() -> library.tenancy("globex").run(() -> session.getTransaction().commit()))
        .hasRootCauseInstanceOf(TenancyChangedException.class);
    session.close();
    assertThat(library.title(1, 1)).isEqualTo("Algebra of acme");
    assertThat(library.title(2, 1)).isEqualTo("Algebra of globex");
  }

  @Test
  void a_transaction_is_rolled_back_wherever_it_is_noticed() {
    Session session = library.tenancy("acme").call(() -> library.sessions().openSession());
    library
        .tenancy("acme")
        .run(
            () -> {
              session.beginTransaction();
              session.find(Book.class, 1L).title = "changed";
              session.flush();
            });
    session.getTransaction().rollback();
    session.close();
    assertThat(library.title(1, 1)).isEqualTo("Algebra of acme");
  }

  @Test
  void a_stateless_session_is_refused_to_another_tenant() {
    try (StatelessSession session = library.tenancy("acme").call(() -> library.sessions().openStatelessSession())) {
      assertThatThrownBy(() -> library.tenancy("globex").call(() -> session.get(Book.class, 1L)))
          .isInstanceOf(TenancyChangedException.class);
      Book own = library.tenancy("acme").call(() -> session.get(Book.class, 1L));
      assertThat(own.title).isEqualTo("Algebra of acme");
    }
  }

  @Test
  void work_for_another_tenant_takes_a_session_of_its_own() {
    Books books = library.bean(Books.class);
    List<String> titles =
        library
            .tenancy("acme")
            .call(
                () -> {
                  List<String> own = books.titles();
                  assertThat(own).contains("Algebra of acme");
                  return library.tenancy("initech").call(books::nativeTitles);
                });
    assertThat(titles).containsExactly("Algebra of initech", "Botany of initech");
  }

  @Test
  void an_open_session_in_view_serves_the_tenant_of_its_request() {
    var inView = new OpenEntityManagerInViewInterceptor();
    inView.setEntityManagerFactory(library.bean(jakarta.persistence.EntityManagerFactory.class));
    var request = new ServletWebRequest(new org.springframework.mock.web.MockHttpServletRequest());
    Books books = library.bean(Books.class);
    library
        .tenancy("acme")
        .run(
            () -> {
              inView.preHandle(request);
              try {
                Book book = books.findById(1L).orElseThrow();
                assertThat(book.chapters).hasSize(2);
                assertThat(books.findById(1L).orElseThrow()).isSameAs(book);
                assertThatThrownBy(() -> library.tenancy("globex").call(() -> books.findById(1L)))
                    .isInstanceOf(TenancyChangedException.class);
              } finally {
                inView.afterCompletion(request, null);
              }
            });
  }

  @Test
  void across_tenants_values_are_read_and_entities_are_refused() {
    List<Tenant> both = Stream.of("acme", "globex").map(name -> library.tenancy(name).tenant().orElseThrow()).toList();
    Tenancy across = Tenancy.across("a test", both);
    List<String> titles =
        across.call(
            () ->
                library.transaction(
                    session ->
                        session
                            .createSelectionQuery(
                                "select b.title from Book b where b.id = 1 order by b.title", String.class)
                            .list()));
    assertThat(titles).containsExactly("Algebra of acme", "Algebra of globex");
    assertThatThrownBy(
            () ->
                across.call(
                    () -> library.transaction(session -> session.createSelectionQuery("from Book", Book.class).list())))
        .isInstanceOf(EntityAcrossTenantsException.class);
  }

  @Test
  void a_session_across_some_tenants_is_refused_to_work_across_others() {
    Tenant acme = library.tenancy("acme").tenant().orElseThrow();
    Tenant globex = library.tenancy("globex").tenant().orElseThrow();
    Tenancy both = Tenancy.across("a test", Arrays.asList(acme, globex));
    Tenancy one = Tenancy.across("a test", List.of(acme));
    String hql = "select count(b) from Book b";
    assertThatThrownBy(
            () ->
                one.run(
                    () ->
                        library.transaction(
                            session ->
                                both.call(() -> session.createSelectionQuery(hql, Long.class).getSingleResult()))))
        .isInstanceOf(TenancyChangedException.class);
  }
}
