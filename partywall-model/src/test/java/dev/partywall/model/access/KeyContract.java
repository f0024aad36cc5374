package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.model.MappingException;
import dev.partywall.model.Model;
import dev.partywall.model.access.Entities.Note;
import dev.partywall.model.access.Entities.Product;
import dev.partywall.model.access.Entities.State;
import dev.partywall.model.access.Entities.TextNote;
import dev.partywall.model.access.Entities.Ticket;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.junit.jupiter.api.Test;

/** Keys and conditions, whatever the placement. */
interface KeyContract extends Placed {

  @Test
  default void keysComeFromSequencesInTheSameStatement() {
    Model<Ticket, Long> tickets = model(Ticket.class, Long.class);
    List<Ticket> stored =
        in(acme(), () -> tickets.insertAll(List.of(new Ticket(null, "a"), new Ticket(7L, "b"), new Ticket(null, "c"))));

    assertThat(stored).extracting(Ticket::subject).containsExactly("a", "b", "c");
    assertThat(stored.get(1).number()).isEqualTo(7);
    assertThat(stored.get(2).number()).isEqualTo(stored.get(0).number() + 1);
  }

  @Test
  default void keysAreUuidsThatGrow() {
    Model<Note, UUID> notes = model(Note.class, UUID.class);
    List<Note> many = IntStream.range(0, 300).mapToObj(i -> new Note(null, "note " + i)).toList();

    List<Note> stored = in(acme(), () -> notes.insertAll(many));

    assertThat(stored).extracting(note -> note.id().toString()).isSorted().doesNotHaveDuplicates();
    assertThat(stored).extracting(note -> note.id().version()).containsOnly(7);
    assertThat(stored).extracting(note -> note.id().variant()).containsOnly(2);
    UUID own = UUID.randomUUID();
    assertThat(in(acme(), () -> notes.insert(new Note(own, "own"))).id()).isEqualTo(own);
  }

  /** Elsewhere 555 finds nothing where the driver gives "555", and the miss is remembered. */
  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // what a caller without generics does
  default void w25OneKeyWhateverItsJavaType() {
    Model products = model(Product.class, Long.class);
    Product given = new Product(555L, "lamp", State.OPEN, null, 1, null, null, null, null);
    Product lamp = in(acme(), () -> (Product) products.insert(given));
    run(
        acme(),
        () -> {
          for (Object key : List.of(555, 555L, "555", (short) 555, new BigDecimal("555.0"))) {
            assertThat((Object) products.get(key)).as("%s %s", key.getClass(), key).isEqualTo(Optional.of(lamp));
            assertThat((Object) products.getAll(List.of(key))).isEqualTo(Map.of(555L, lamp));
            assertThat(products.exists(key)).isTrue();
            assertThat((Object) products.select(products.where("id", key))).isEqualTo(List.of(lamp));
          }
          assertThat((Object) products.getAll(List.of(555, "555", 555L))).isEqualTo(Map.of(555L, lamp));
          assertThatThrownBy(() -> products.get("lamp"))
              .isInstanceOf(MappingException.class)
              .hasMessageContaining("its key is of type Long, and lamp was given");
          assertThatThrownBy(() -> products.get(5.5)).isInstanceOf(MappingException.class);
          assertThatThrownBy(() -> products.get(null)).hasMessageContaining("and it is missing");
          assertThat(products.delete("555")).isTrue();
        });
  }

  @Test
  default void keysThatTheDatabaseTakesForEqualFindTheSameRow() {
    Model<TextNote, String> notes = model(TextNote.class, String.class);
    String key = "0190163d-8694-739b-aea5-966c26f8ad90";
    String other = key.toUpperCase(Locale.ROOT);
    run(
        acme(),
        () -> {
          assertThat(notes.get(other)).isEmpty();
          notes.insert(new TextNote(key, "one"));
          for (int round = 0; round < 2; round++) {
            assertThat(notes.get(key).orElseThrow().text()).isEqualTo("one");
            assertThat(notes.get(other).orElseThrow().text()).isEqualTo("one");
            assertThat(notes.getAll(List.of(other))).containsOnlyKeys(other);
          }
          assertThat(notes.update(other, Map.of("text", "two"))).isTrue();
          assertThat(notes.get(key).orElseThrow().text()).isEqualTo("two");
          assertThat(notes.get(other).orElseThrow().text()).isEqualTo("two");
          assertThat(notes.deleteAll(List.of(other))).isEqualTo(1);
          assertThat(notes.get(key)).isEmpty();
        });
  }

  /** Elsewhere a condition beside the id is dropped once the row is in the cache. */
  @Test
  default void w10AConditionBesideTheKeyCounts() {
    Model<Product, Long> products = model(Product.class, Long.class);
    run(
        acme(),
        () -> {
          Product lamp = products.insert(Product.of("lamp"));
          assertThat(products.get(lamp.id())).isPresent();
          assertThat(products.selectOne(products.where(Map.of("id", lamp.id(), "name", "lamp")))).contains(lamp);
          assertThat(products.selectOne(products.where(Map.of("id", lamp.id(), "name", "chair")))).isEmpty();
          assertThat(products.select(products.where(Map.of("id", lamp.id(), "name", "chair")))).isEmpty();
        });
  }

  /** Elsewhere writes by a condition reach the ids that a cached query gave. */
  @Test
  default void w24WritesByAConditionReachWhatMeetsItNow() throws SQLException {
    Model<Product, Long> products = model(Product.class, Long.class);
    run(
        acme(),
        () -> {
          products.insertAll(List.of(Product.of("a", 1), Product.of("b", 1), Product.of("c", 2)));
          Condition ones = products.where("stock", 1);
          assertThat(products.select(ones)).hasSize(2);
          products
              .builder()
              .execute("update product set stock = case name when 'a' then 5 when 'c' then 1 else stock end");
          assertThat(products.updateWhere(ones, Map.of("state", State.SOLD))).isEqualTo(2);
          assertThat(products.deleteWhere(ones.and(products.where("name", "c")))).isEqualTo(1);
        });
    assertThat(stored(acme(), "select name || state from product order by name")).containsExactly("aOPEN", "bSOLD");
  }
}
