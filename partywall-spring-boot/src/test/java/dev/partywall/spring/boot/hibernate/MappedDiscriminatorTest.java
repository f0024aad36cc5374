package dev.partywall.spring.boot.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.TenantMismatchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entities that map the discriminator, by {@code @TenantId} or as a plain column, work as those that do not. */
class MappedDiscriminatorTest extends LibraryTest {

  private List<Map<String, Object>> rows(String table) {
    return library
        .main()
        .sql("select tenant_id, id, name from " + table + " order by tenant_id, id")
        .query()
        .listOfRows();
  }

  @Test
  void a_new_entity_gets_the_current_tenant() {
    Long ofLabel =
        library.call(
            "globex",
            session -> {
              Label label = new Label(9, "new");
              session.persist(label);
              session.flush();
              return label.tenantId;
            });
    Long ofShelf =
        library.call(
            "globex",
            session -> {
              Shelf shelf = new Shelf(9, "new");
              session.persist(shelf);
              session.flush();
              return shelf.tenantId;
            });
    assertThat(ofLabel).isEqualTo(2);
    assertThat(ofShelf).isEqualTo(2);
    assertThat(rows("label")).contains(Map.of("tenant_id", 2L, "id", 9L, "name", "new"));
    assertThat(rows("shelf")).contains(Map.of("tenant_id", 2L, "id", 9L, "name", "new"));
  }

  @Test
  void a_merged_entity_gets_the_current_tenant() {
    library.run("globex", session -> session.merge(new Label(9, "merged")));
    assertThat(rows("label")).contains(Map.of("tenant_id", 2L, "id", 9L, "name", "merged"));
  }

  @Test
  void an_entity_given_the_current_tenant_is_stored_and_one_given_another_is_refused() {
    library.run("acme", session -> session.persist(label(9, 1)));
    assertThat(rows("label")).contains(Map.of("tenant_id", 1L, "id", 9L, "name", "given"));
    assertThatThrownBy(() -> library.run("acme", session -> session.persist(label(10, 2))))
        .hasStackTraceContaining(TenantMismatchException.class.getName());
    assertThatThrownBy(() -> library.run("acme", session -> session.persist(shelf(10, 2))))
        .hasStackTraceContaining(TenantMismatchException.class.getName());
    assertThat(rows("label")).noneMatch(row -> row.get("id").equals(10L));
    assertThat(rows("shelf")).noneMatch(row -> row.get("id").equals(10L));
  }

  private static Label label(long id, long tenant) {
    Label label = new Label(id, "given");
    label.tenantId = tenant;
    return label;
  }

  private static Shelf shelf(long id, long tenant) {
    Shelf shelf = new Shelf(id, "given");
    shelf.tenantId = tenant;
    return shelf;
  }

  @Test
  void an_update_leaves_the_discriminator_as_it_is() {
    library.run("acme", session -> session.find(Label.class, 1L).name = "renamed");
    library.run("acme", session -> session.find(Shelf.class, 1L).name = "renamed");
    assertThat(rows("label"))
        .containsExactly(
            Map.of("tenant_id", 1L, "id", 1L, "name", "renamed"),
            Map.of("tenant_id", 2L, "id", 1L, "name", "Label of globex"));
    assertThat(rows("shelf")).contains(Map.of("tenant_id", 1L, "id", 1L, "name", "renamed"));
  }

  @Test
  void a_changed_discriminator_is_refused_and_not_silently_ignored() {
    assertThatThrownBy(() -> library.run("acme", session -> session.find(Label.class, 1L).tenantId = 2L))
        .hasStackTraceContaining(TenantMismatchException.class.getName());
    assertThatThrownBy(() -> library.run("acme", session -> session.find(Shelf.class, 1L).tenantId = 2L))
        .hasStackTraceContaining(TenantMismatchException.class.getName());
    assertThat(rows("label")).contains(Map.of("tenant_id", 1L, "id", 1L, "name", "Label of acme"));
  }

  @Test
  void reads_see_own_entities_only() {
    List<String> labels =
        library.call(
            "globex", session -> session.createSelectionQuery("select l.name from Label l", String.class).list());
    List<Long> tenants =
        library.call(
            "globex", session -> session.createSelectionQuery("select s.tenantId from Shelf s", Long.class).list());
    assertThat(labels).containsExactly("Label of globex");
    assertThat(tenants).containsExactly(2L);
  }

  @Test
  void a_remove_takes_own_entities_only() {
    library.run("acme", session -> session.remove(session.find(Label.class, 1L)));
    library.run("acme", session -> session.remove(session.find(Shelf.class, 1L)));
    assertThat(rows("label")).containsExactly(Map.of("tenant_id", 2L, "id", 1L, "name", "Label of globex"));
    assertThat(rows("shelf")).containsExactly(Map.of("tenant_id", 2L, "id", 1L, "name", "Shelf of globex"));
  }
}
