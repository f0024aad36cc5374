package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.model.Model;
import dev.partywall.model.access.Entities.Branch;
import dev.partywall.model.access.Entities.Note;
import dev.partywall.model.access.Entities.OwnedProduct;
import dev.partywall.model.access.Entities.Padded;
import dev.partywall.model.access.Entities.Plan;
import dev.partywall.model.access.Entities.Product;
import dev.partywall.model.access.Entities.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** What models keep and when they forget it, whatever the placement. */
interface CachingContract extends Placed {

  CachedFixture.Counts counts();

  private Model<Product, Long> products() {
    return model(Product.class, Long.class);
  }

  /** How many copies were used, and how many were missed, by a block. */
  private String using(Runnable block) {
    int hits = counts().hits.get();
    int misses = counts().misses.get();
    block.run();
    return counts().hits.get() - hits + " used, " + (counts().misses.get() - misses) + " missed";
  }

  @Test
  default void anEntityIsReadOnceAndBelongsToItsTenant() {
    Model<Product, Long> products = products();
    Product lamp = in(acme(), () -> products.insert(Product.of("lamp")));
    run(globex(), () -> products.insert(new Product(lamp.id(), "theirs", State.OPEN, null, 0, null, null, null, null)));
    run(
        acme(),
        () -> {
          assertThat(using(() -> assertThat(products.get(lamp.id())).contains(lamp))).isEqualTo("0 used, 1 missed");
          assertThat(using(() -> assertThat(products.get(lamp.id())).contains(lamp))).isEqualTo("1 used, 0 missed");
          assertThat(using(() -> assertThat(products.exists(lamp.id())).isTrue())).isEqualTo("1 used, 0 missed");
        });
    run(globex(), () -> assertThat(products.get(lamp.id()).orElseThrow().name()).isEqualTo("theirs"));
  }

  @Test
  default void thatThereIsNoRowIsKeptUntilThereIs() {
    Model<Product, Long> products = products();
    run(
        acme(),
        () -> {
          assertThat(products.get(7L)).isEmpty();
          assertThat(using(() -> assertThat(products.get(7L)).isEmpty())).isEqualTo("1 used, 0 missed");
          products.insert(new Product(7L, "now", State.OPEN, null, 1, null, null, null, null));
          assertThat(products.get(7L)).isPresent();
        });
  }

  @Test
  default void aWriteByKeyForgetsThatRowAndNoOther() {
    Model<Product, Long> products = products();
    run(
        acme(),
        () -> {
          List<Product> all = products.insertAll(List.of(Product.of("a"), Product.of("b"), Product.of("c")));
          List<Long> ids = all.stream().map(Product::id).toList();
          products.getAll(ids);
          assertThat(using(() -> products.getAll(ids))).isEqualTo("3 used, 0 missed");

          products.update(all.get(0).named("a2"));
          assertThat(using(() -> assertThat(products.getAll(ids).get(ids.get(0)).name()).isEqualTo("a2")))
              .isEqualTo("2 used, 1 missed");
          products.update(ids.get(1), Map.of("stock", 8));
          products.update(ids.get(1), Map.of("stock", products.field("stock").plus(1)));
          assertThat(using(() -> assertThat(products.getAll(ids).get(ids.get(1)).stock()).isEqualTo(9)))
              .isEqualTo("2 used, 1 missed");
          products.delete(ids.get(2));
          assertThat(using(() -> assertThat(products.getAll(ids)).doesNotContainKey(ids.get(2))))
              .isEqualTo("2 used, 1 missed");
          products.deleteAll(ids.subList(0, 1));
          assertThat(products.getAll(ids)).containsOnlyKeys(ids.get(1));
        });
  }

  @Test
  default void aWriteByAConditionForgetsTheRowsThatItReached() {
    Model<Product, Long> products = products();
    run(
        acme(),
        () -> {
          List<Product> all = products.insertAll(List.of(Product.of("a", 1), Product.of("b", 5), Product.of("c", 9)));
          List<Long> ids = all.stream().map(Product::id).toList();
          products.getAll(ids);
          Condition many = products.field("stock").ge(5);
          assertThat(products.updateWhere(many, Map.of("state", State.SOLD))).isEqualTo(2);
          assertThat(
                  using(
                      () ->
                          assertThat(products.getAll(ids).values())
                              .extracting(Product::state)
                              .containsExactly(State.OPEN, State.SOLD, State.SOLD)))
              .isEqualTo("1 used, 2 missed");
          assertThat(products.deleteWhere(many)).isEqualTo(2);
          assertThat(using(() -> assertThat(products.getAll(ids)).hasSize(1))).isEqualTo("1 used, 2 missed");
        });
  }

  /** Elsewhere a second model, the builder, plain SQL and other tools leave old rows behind. */
  @Test
  default void w26OtherWritersAreSeen() throws SQLException {
    Model<Product, Long> products = products();
    Model<Product, Long> uncached = models().model(Product.class, Long.class);
    Model<OwnedProduct, Long> owned = model(OwnedProduct.class, Long.class);
    run(
        acme(),
        () -> {
          Long id = products.insert(Product.of("first")).id();
          List<Runnable> writes =
              List.of(
                  () -> uncached.update(id, Map.of("name", "by another model")),
                  () -> uncached.updateWhere(uncached.where("id", id), Map.of("name", "by its condition")),
                  () -> owned.update(id, Map.of("name", "by another entity")),
                  () -> owned.updateWhere(owned.where("id", id), Map.of("name", "by that one's condition")),
                  () -> products.builder().execute("update product set name = 'by the builder'"),
                  () -> models().transaction(() -> uncached.update(id, Map.of("name", "in a transaction"))));
          List<String> names =
              List.of(
                  "by another model",
                  "by its condition",
                  "by another entity",
                  "by that one's condition",
                  "by the builder",
                  "in a transaction");
          for (int i = 0; i < names.size(); i++) {
            String before = products.get(id).orElseThrow().name();
            assertThat(products.select(products.where("name", before))).hasSize(1);
            assertThat(owned.get(id).orElseThrow().name()).isEqualTo(before);
            writes.get(i).run();
            assertThat(products.get(id).orElseThrow().name()).isEqualTo(names.get(i));
            assertThat(owned.get(id).orElseThrow().name()).isEqualTo(names.get(i));
            assertThat(products.select(products.where("name", before))).as(names.get(i)).isEmpty();
            assertThat(products.select(products.where("name", names.get(i)))).hasSize(1);
          }
        });
  }

  @Test
  default void aQueryIsKeptUntilTheTableIsChanged() {
    Model<Product, Long> products = products();
    run(
        acme(),
        () -> {
          List<Product> all = products.insertAll(List.of(Product.of("a", 1), Product.of("b", 5), Product.of("c", 9)));
          Condition many = products.field("stock").ge(5);
          var order = List.of(products.field("name").desc());
          assertThat(products.select(many, order)).containsExactly(all.get(2), all.get(1));
          products.getAll(all.stream().map(Product::id).toList());
          assertThat(using(() -> assertThat(products.select(many, order)).containsExactly(all.get(2), all.get(1))))
              .isEqualTo("4 used, 0 missed");
          products.insert(Product.of("d", 7));
          assertThat(products.select(many, order)).extracting(Product::name).containsExactly("d", "c", "b");
          products.update(all.get(1).id(), Map.of("stock", 0));
          assertThat(products.select(many, order)).extracting(Product::name).containsExactly("d", "c");
          products.deleteWhere(products.where("name", "d"));
          assertThat(products.select(many, order)).extracting(Product::name).containsExactly("c");
        });
    run(globex(), () -> assertThat(products.select(products.field("stock").ge(5))).isEmpty());
  }

  @Test
  default void queriesOfOtherValuesAreOthers() {
    Model<Product, Long> products = products();
    run(
        acme(),
        () -> {
          products.insertAll(List.of(Product.of("a'b", 1), Product.of("b", 2)));
          for (int round = 0; round < 2; round++) {
            assertThat(products.select(products.where("stock", 1))).hasSize(1);
            assertThat(products.select(products.where("stock", 3))).isEmpty();
            assertThat(products.select(products.where("name", "a'b"))).hasSize(1);
            assertThat(products.select(products.where("stock", List.of(1, 2)))).hasSize(2);
            assertThat(products.select(DSL.noCondition(), List.of(products.field("stock").desc())))
                .extracting(Product::stock)
                .containsExactly(2, 1);
          }
        });
  }

  @Test
  default void whatIsNotCommittedNobodyElseSees() {
    Model<Product, Long> products = products();
    Product lamp = in(acme(), () -> products.insert(Product.of("lamp")));
    assertThatThrownBy(
            () ->
                in(
                    acme(),
                    () ->
                        models()
                            .transaction(
                                () -> {
                                  products.get(lamp.id());
                                  products.update(lamp.named("torch"));
                                  assertThat(products.get(lamp.id()).orElseThrow().name()).isEqualTo("torch");
                                  assertThat(products.select(products.where("name", "torch"))).hasSize(1);
                                  assertThat(elsewhere(() -> products.get(lamp.id()).orElseThrow().name()))
                                      .isEqualTo("lamp");
                                  throw new IllegalStateException("no");
                                })))
        .hasMessage("no");
    run(
        acme(),
        () -> {
          assertThat(products.get(lamp.id())).contains(lamp);
          assertThat(products.select(products.where("name", "torch"))).isEmpty();
          models().transaction(() -> products.update(lamp.named("torch")));
          assertThat(products.get(lamp.id()).orElseThrow().name()).isEqualTo("torch");
        });
  }

  private <R> R elsewhere(Block<R> block) {
    return CompletableFuture.supplyAsync(() -> in(acme(), block)).join();
  }

  @Test
  default void rowsThatChangeWithOthersAreForgottenToo() {
    Model<Branch, Long> branches = model(Branch.class, Long.class);
    run(
        acme(),
        () -> {
          branches.insertAll(List.of(new Branch(1, null, "root"), new Branch(2, 1L, "leaf")));
          assertThat(branches.get(2L)).isPresent();
          branches.delete(1L);
          assertThat(branches.get(2L)).isEmpty();
        });
  }

  @Test
  default void markedRowsAreHiddenAndSeenFromTheSameCopies() {
    Model<Note, UUID> notes = model(Note.class, UUID.class);
    run(
        acme(),
        () -> {
          Note note = notes.insert(new Note(null, "note"));
          assertThat(notes.get(note.id())).contains(note);
          notes.delete(note.id());
          assertThat(notes.get(note.id())).isEmpty();
          assertThat(using(() -> assertThat(notes.withDeleted().get(note.id())).contains(note)))
              .isEqualTo("1 used, 0 missed");
          notes.restore(note.id());
          assertThat(notes.get(note.id())).contains(note);
          notes.purge(note.id());
          assertThat(notes.withDeleted().get(note.id())).isEmpty();
        });
  }

  @Test
  default void theHostsChangesOfACommonTableReachEveryTenant() {
    Model<Plan, Long> plans = model(Plan.class, Long.class);
    run(acme(), () -> assertThat(plans.get(1L)).contains(new Plan(1, "free")));
    Tenancy.host()
        .run(
            () -> {
              plans.delete(1L);
              plans.insert(new Plan(1, "free"));
              plans.get(1L);
              plans.update(1L, Map.of("name", "gratis"));
            });
    try {
      Tenancy.host().run(() -> assertThat(plans.get(1L)).contains(new Plan(1, "gratis")));
      if (sharesTheHostsTables()) {
        run(acme(), () -> assertThat(plans.get(1L)).contains(new Plan(1, "gratis")));
      }
    } finally {
      Tenancy.host().run(() -> plans.update(1L, Map.of("name", "free")));
    }
  }

  /** Whether tenants read the common tables that the host writes. */
  boolean sharesTheHostsTables();

  /** Elsewhere a key that the database takes for equal leaves another copy behind. */
  @Test
  default void keysThatTheDatabaseTakesForEqualLeaveNothingBehind() {
    Model<Padded, String> padded = model(Padded.class, String.class);
    run(
        acme(),
        () -> {
          padded.insert(new Padded("a", "first"));
          assertThat(padded.get("a").orElseThrow().name()).isEqualTo("first");
          assertThat(padded.get("a    ").orElseThrow().name()).isEqualTo("first");
          padded.update("a  ", Map.of("name", "second"));
          assertThat(padded.get("a").orElseThrow().name()).isEqualTo("second");
          assertThat(padded.get("a    ").orElseThrow().name()).isEqualTo("second");
        });
  }

  @Test
  default void acrossTenantsNothingIsKept() {
    Model<Product, Long> products = products();
    Product lamp = in(acme(), () -> products.insert(Product.of("lamp")));
    if (sharesTheHostsTables()) {
      Tenancy.across("test", List.of(acme(), globex()))
          .run(
              () -> {
                String used = using(() -> assertThat(products.select()).containsExactly(lamp));
                assertThat(used).isEqualTo("0 used, 0 missed");
                assertThat(using(() -> assertThat(products.get(lamp.id())).contains(lamp)))
                    .isEqualTo("0 used, 0 missed");
              });
    }
  }

  @Test
  default void aStampedTimeIsTheOneThatIsStored() {
    Model<Product, Long> products = products();
    Product lamp = in(acme(), () -> products.insert(Product.of("lamp")));
    clock().advance(Duration.ofSeconds(1));
    Product changed = in(acme(), () -> products.update(lamp));
    assertThat(in(acme(), () -> products.get(lamp.id()))).contains(changed);
  }
}
