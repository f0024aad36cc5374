package dev.partywall.spring.boot.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.TenantMismatchException;
import dev.partywall.sql.StatementRefusedException;
import java.util.List;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;

/** The ways around Hibernate's own tenant filter that are known, each beside the same work in the row's own tenant. */
class HibernateLeaksTest extends LibraryTest {

  private static final long ONLY_GLOBEX = 77;

  /** A row whose id acme does not have. */
  private void givenBookOfGlobex() {
    library.run("globex", session -> session.persist(new Book(ONLY_GLOBEX, "Secrets of globex")));
  }

  @Test
  void native_sql_sees_own_rows_only() {
    String sql = "select title from book where id = 1";
    List<String> acme = library.call("acme", session -> session.createNativeQuery(sql, String.class).list());
    List<String> globex = library.call("globex", session -> session.createNativeQuery(sql, String.class).list());
    assertThat(acme).containsExactly("Algebra of acme");
    assertThat(globex).containsExactly("Algebra of globex");
  }

  @Test
  void native_sql_makes_entities_of_own_rows_only() {
    givenBookOfGlobex();
    String sql = "select * from book where id = " + ONLY_GLOBEX;
    List<Book> acme = library.call("acme", session -> session.createNativeQuery(sql, Book.class).list());
    List<Book> globex = library.call("globex", session -> session.createNativeQuery(sql, Book.class).list());
    assertThat(acme).isEmpty();
    assertThat(globex).hasSize(1);
  }

  @Test
  void a_native_update_changes_own_rows_only() {
    String sql = "update book set title = 'changed' where id = 1";
    int changed = library.call("acme", session -> session.createNativeMutationQuery(sql).executeUpdate());
    assertThat(changed).isEqualTo(1);
    assertThat(library.title(1, 1)).isEqualTo("changed");
    assertThat(library.title(2, 1)).isEqualTo("Algebra of globex");
  }

  @Test
  void removing_a_reference_to_a_foreign_row_removes_nothing() {
    givenBookOfGlobex();
    assertThatThrownBy(
            () -> library.run("acme", session -> session.remove(session.getReference(Book.class, ONLY_GLOBEX))))
        .hasMessageContaining(String.valueOf(ONLY_GLOBEX));
    assertThat(library.books(2)).isEqualTo(3);
    library.run("globex", session -> session.remove(session.getReference(Book.class, ONLY_GLOBEX)));
    assertThat(library.books(2)).isEqualTo(2);
  }

  @Test
  void spring_data_deletes_no_foreign_row_by_reference() {
    givenBookOfGlobex();
    Books books = library.bean(Books.class);
    assertThatThrownBy(() -> library.run("acme", _ -> books.delete(books.getReferenceById(ONLY_GLOBEX))))
        .hasMessageContaining(String.valueOf(ONLY_GLOBEX));
    assertThat(library.books(2)).isEqualTo(3);
    library.run("globex", _ -> books.delete(books.getReferenceById(ONLY_GLOBEX)));
    assertThat(library.books(2)).isEqualTo(2);
  }

  @Test
  void a_stateless_session_updates_no_foreign_row() {
    givenBookOfGlobex();
    Book detached = new Book(ONLY_GLOBEX, "stolen");
    assertThatThrownBy(() -> stateless("acme", session -> session.update(detached))).hasMessageContaining("Book");
    assertThat(library.title(2, ONLY_GLOBEX)).isEqualTo("Secrets of globex");
    stateless("globex", session -> session.update(new Book(ONLY_GLOBEX, "renamed")));
    assertThat(library.title(2, ONLY_GLOBEX)).isEqualTo("renamed");
  }

  @Test
  void a_stateless_session_upserts_no_foreign_row() {
    givenBookOfGlobex();
    stateless("acme", session -> session.upsert(new Book(ONLY_GLOBEX, "of acme")));
    stateless("acme", session -> session.upsert(new Book(ONLY_GLOBEX, "of acme again")));
    assertThat(library.title(1, ONLY_GLOBEX)).isEqualTo("of acme again");
    assertThat(library.title(2, ONLY_GLOBEX)).isEqualTo("Secrets of globex");
    stateless("globex", session -> session.upsert(new Book(ONLY_GLOBEX, "renamed")));
    assertThat(library.title(2, ONLY_GLOBEX)).isEqualTo("renamed");
    assertThat(library.title(1, ONLY_GLOBEX)).isEqualTo("of acme again");
  }

  @Test
  void a_stateless_session_deletes_no_foreign_row() {
    givenBookOfGlobex();
    assertThatThrownBy(() -> stateless("acme", session -> session.delete(new Book(ONLY_GLOBEX, ""))))
        .hasMessageContaining("Book");
    assertThat(library.books(2)).isEqualTo(3);
    stateless("globex", session -> session.delete(new Book(ONLY_GLOBEX, "")));
    assertThat(library.books(2)).isEqualTo(2);
  }

  private void stateless(String tenant, java.util.function.Consumer<StatelessSession> work) {
    library.tenancy(tenant).run(() -> library.sessions().inStatelessTransaction(work));
  }

  @Test
  void hql_moves_no_row_to_another_tenant() {
    assertThatThrownBy(() -> updateLabels("update Label l set l.tenantId = 2"))
        .isInstanceOfAny(TenantMismatchException.class, StatementRefusedException.class);
    assertThat(labels(1)).isEqualTo(1);
    assertThat(labels(2)).isEqualTo(1);
    assertThat(updateLabels("update Label l set l.name = 'renamed'")).isEqualTo(1);
  }

  private int updateLabels(String hql) {
    return library.call("acme", session -> session.createMutationQuery(hql).executeUpdate());
  }

  private long labels(int tenant) {
    return library
        .main()
        .sql("select count(*) from label where tenant_id = ?")
        .param(tenant)
        .query(Long.class)
        .single();
  }

  @Test
  void hql_inserts_no_row_for_another_tenant() {
    assertThatThrownBy(() -> insertLabel(2)).isInstanceOf(TenantMismatchException.class);
    assertThat(labels(2)).isEqualTo(1);
    insertLabel(1);
    assertThat(labels(1)).isEqualTo(2);
  }

  private void insertLabel(long tenant) {
    library.run(
        "acme",
        session ->
            session
                .createMutationQuery("insert into Label (id, tenantId, name) values (5, :tenant, 'new')")
                .setParameter("tenant", tenant)
                .executeUpdate());
  }

  @Test
  void without_hibernates_filter_a_query_sees_own_rows_only() {
    List<String> acme =
        library.call(
            "acme",
            session -> {
              session.disableFilter("_tenantId");
              return session.createSelectionQuery("select s.name from Shelf s", String.class).list();
            });
    assertThat(acme).containsExactly("Shelf of acme");
  }

  @Test
  void with_hibernates_filter_set_to_another_tenant_a_query_sees_nothing() {
    List<String> acme =
        library.call(
            "acme",
            session -> {
              session.enableFilter("_tenantId").setParameter("tenantId", 2L);
              return session.createSelectionQuery("select s.name from Shelf s", String.class).list();
            });
    assertThat(acme).isEmpty();
  }

  @Test
  void a_foreign_key_to_a_row_of_another_tenant_is_refused() {
    givenBookOfGlobex();
    assertThatThrownBy(() -> library.run("acme", session -> chapterOf(session, ONLY_GLOBEX))).isNotNull();
    library.run("globex", session -> chapterOf(session, ONLY_GLOBEX));
    long chapters =
        library.main().sql("select count(*) from chapter where book_id = " + ONLY_GLOBEX).query(Long.class).single();
    assertThat(chapters).isEqualTo(1);
  }

  private static void chapterOf(org.hibernate.Session session, long book) {
    session.persist(new Chapter(99, session.getReference(Book.class, book), "of another"));
    session.flush();
  }
}
