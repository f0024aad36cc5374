package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.TenantMismatchException;
import dev.partywall.model.MappingException;
import dev.partywall.model.Model;
import dev.partywall.model.NoRowException;
import dev.partywall.model.Page;
import dev.partywall.model.StaleVersionException;
import dev.partywall.model.TooManyRowsException;
import dev.partywall.model.access.Entities.LineId;
import dev.partywall.model.access.Entities.OrderLine;
import dev.partywall.model.access.Entities.OwnedProduct;
import dev.partywall.model.access.Entities.Product;
import dev.partywall.model.access.Entities.State;
import dev.partywall.model.access.Entities.Task;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** What a model does with rows, whatever the placement. */
interface CrudContract extends Placed {

  default Model<Product, Long> products() {
    return model(Product.class, Long.class);
  }

  default Product insert(String name) {
    return in(acme(), () -> products().insert(Product.of(name)));
  }

  @Test
  default void anInsertGivesBackWhatIsStored() throws SQLException {
    Product stored = insert("lamp");

    assertThat(stored.id()).isEqualTo(1);
    assertThat(stored.version()).isZero();
    assertThat(stored.createdAt()).isEqualTo(clock().instant().truncatedTo(ChronoUnit.MICROS));
    assertThat(stored.updatedAt()).isEqualTo(stored.createdAt());
    assertThat(in(acme(), () -> products().get(1L))).contains(stored);
    assertThat(stored(acme(), "select tenant_id from product")).containsExactly("1");
  }

  @Test
  default void eachTenantHasItsOwnRows() {
    insert("lamp");
    Product theirs = in(globex(), () -> products().insert(Product.of("chair").named("desk")));

    assertThat(in(acme(), () -> products().select())).extracting(Product::name).containsExactly("lamp");
    assertThat(in(globex(), () -> products().select())).containsExactly(theirs);
    assertThat(in(acme(), () -> products().count())).isEqualTo(1);
  }

  @Test
  default void anotherTenantsRowIsNotThere() throws SQLException {
    run(acme(), () -> products().table("product_archive").insertAll(List.of(Product.of("a"), Product.of("b"))));
    raw(globex(), "insert into product select 2, 7, 'theirs', 'OPEN', 1, 1, null, 0, now(), now()");

    run(
        acme(),
        () -> {
          Model<Product, Long> products = products();
          assertThat(products.get(7L)).isEmpty();
          assertThat(products.getAll(List.of(7L))).isEmpty();
          assertThat(products.exists(7L)).isFalse();
          assertThat(products.delete(7L)).isFalse();
          assertThat(products.deleteAll(List.of(7L))).isZero();
          assertThat(products.update(7L, Map.of("name", "mine"))).isFalse();
          assertThat(products.updateWhere(products.where("id", 7L), Map.of("name", "mine"))).isZero();
          assertThat(products.deleteWhere(products.where("name", "theirs"))).isZero();
          Product theirs = new Product(7L, "mine", State.SOLD, null, 0, null, 0L, null, null);
          assertThatThrownBy(() -> products.update(theirs))
              .isInstanceOf(NoRowException.class)
              .hasMessage("Table product has no row with the key 7 for tenant acme");
        });

    assertThat(stored(globex(), "select name from product where tenant_id = 2")).containsExactly("theirs");
  }

  @Test
  default void anEntityThatHasTheDiscriminatorMayOnlyNameItsOwnTenant() throws SQLException {
    Model<OwnedProduct, Long> owned = model(OwnedProduct.class, Long.class);

    OwnedProduct left = in(acme(), () -> owned.insert(OwnedProduct.of(null, "left out")));
    OwnedProduct given = in(acme(), () -> owned.insert(OwnedProduct.of(1L, "given")));

    assertThat(left.tenantId()).isEqualTo(1);
    assertThat(given.tenantId()).isEqualTo(1);
    assertThat(in(acme(), () -> owned.update(left)).tenantId()).isEqualTo(1);
    assertThatThrownBy(() -> in(acme(), () -> owned.insert(OwnedProduct.of(2L, "theirs"))))
        .isInstanceOf(TenantMismatchException.class);
    assertThatThrownBy(
            () ->
                in(acme(), () -> owned.insertAll(List.of(OwnedProduct.of(1L, "mine"), OwnedProduct.of(2L, "theirs")))))
        .isInstanceOf(TenantMismatchException.class);
    OwnedProduct moved = new OwnedProduct(2L, left.id(), "moved", State.OPEN, 3, 1L, left.createdAt(), null);
    assertThatThrownBy(() -> in(acme(), () -> owned.update(moved))).isInstanceOf(TenantMismatchException.class);
    assertThatThrownBy(() -> in(acme(), () -> owned.update(left.id(), Map.of("tenantId", 2L))))
        .isInstanceOf(TenantMismatchException.class);
    assertThatThrownBy(() -> in(acme(), () -> owned.updateWhere(DSL.noCondition(), Map.of("tenantId", 2L))))
        .isInstanceOf(TenantMismatchException.class);
    assertThat(stored(acme(), "select name from product order by id")).containsExactly("left out", "given");
  }

  @Test
  default void manyAreInsertedInOrderWithTheirKeys() {
    List<Product> many = IntStream.range(0, 203).mapToObj(i -> Product.of("product " + i, i)).toList();

    List<Product> stored = in(acme(), () -> products().insertAll(many));

    assertThat(stored).extracting(Product::name).isEqualTo(many.stream().map(Product::name).toList());
    assertThat(stored).extracting(Product::id).doesNotHaveDuplicates().doesNotContainNull();
    assertThat(in(acme(), () -> products().getAll(stored.stream().map(Product::id).toList())).values())
        .containsExactlyElementsOf(stored);
  }

  @Test
  default void ofManyEitherAllAreStoredOrNone() {
    List<Product> many = new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> Product.of("product " + i)).toList());
    many.add(Product.of(null));

    assertThatThrownBy(() -> in(acme(), () -> products().insertAll(many)))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("Inserting Product in table product")
        .hasMessageContaining("\"name\"");

    assertThat(in(acme(), () -> products().count())).isZero();
  }

  @Test
  default void entitiesWithAndWithoutAKeyAreInsertedTogether() {
    Product keyed = new Product(50L, "keyed", State.OPEN, null, 1, null, null, null, null);

    List<Product> stored = in(acme(), () -> products().insertAll(List.of(Product.of("a"), keyed, Product.of("b"))));

    assertThat(stored).extracting(Product::name).containsExactly("a", "keyed", "b");
    assertThat(stored).extracting(Product::id).containsExactly(1L, 50L, 2L);
    assertThat(in(acme(), () -> products().insertAll(List.of()))).isEmpty();
  }

  @Test
  default void rowsComeInTheOrderOfTheKeysAndMissingOnesAreLeftOut() {
    run(
        acme(),
        () -> {
          products().insertAll(List.of(Product.of("a"), Product.of("b"), Product.of("c")));
          assertThat(products().getAll(List.of(3L, 99L, 1L, 3L)).values())
              .extracting(Product::name)
              .containsExactly("c", "a");
          assertThat(products().getAll(List.of())).isEmpty();
        });
  }

  @Test
  default void anUpdateStoresAllAndCountsTheVersion() {
    Product lamp = insert("lamp");
    clock().advance(Duration.ofMinutes(1));

    Product changed = in(acme(), () -> products().update(lamp.named("torch")));

    assertThat(changed.version()).isEqualTo(1);
    assertThat(changed.updatedAt()).isEqualTo(lamp.updatedAt().plusSeconds(60));
    assertThat(changed.createdAt()).isEqualTo(lamp.createdAt());
    assertThat(in(acme(), () -> products().get(1L))).contains(changed);
  }

  @Test
  default void anUpdateOfAnOldVersionIsRefused() {
    Product lamp = insert("lamp");
    run(acme(), () -> products().update(lamp.named("torch")));

    assertThatThrownBy(() -> in(acme(), () -> products().update(lamp.named("candle"))))
        .isInstanceOfSatisfying(
            StaleVersionException.class,
            e -> {
              assertThat(e.expected()).isZero();
              assertThat(e.found()).isEqualTo(1);
            })
        .hasMessage(
            "The row 1 of table product for tenant acme has version 1, and the change was made to version 0; nothing was"
                + " stored. Read the row again");
    assertThatThrownBy(() -> in(acme(), () -> products().update(1L, Map.of("name", "candle", "version", 0))))
        .isInstanceOf(StaleVersionException.class);
    assertThatThrownBy(
            () ->
                in(
                    acme(),
                    () -> products().update(1L, Map.of("stock", products().field("stock").plus(1), "version", 7))))
        .isInstanceOf(StaleVersionException.class);
    assertThat(in(acme(), () -> products().update(1L, Map.of("name", "candle", "version", 1)))).isTrue();
    assertThat(in(acme(), () -> products().get(1L)).orElseThrow().name()).isEqualTo("candle");
  }

  @Test
  default void aPartialUpdateLeavesTheRestAlone() {
    Product lamp = insert("lamp");
    clock().advance(Duration.ofMinutes(1));

    run(
        acme(),
        () -> {
          Model<Product, Long> products = products();
          assertThat(products.update(1L, Map.of("state", State.SOLD, "price", 12))).isTrue();
          assertThat(products.update(1L, Map.of("stock", products.field("stock").minus(2)))).isTrue();
          assertThat(products.update(2L, Map.of("state", State.SOLD))).isFalse();
          Product changed = products.get(1L).orElseThrow();
          assertThat(changed.name()).isEqualTo("lamp");
          assertThat(changed.state()).isEqualTo(State.SOLD);
          assertThat(changed.price()).isEqualByComparingTo(new BigDecimal(12));
          assertThat(changed.stock()).isEqualTo(1);
          assertThat(changed.version()).isEqualTo(2);
          assertThat(changed.updatedAt()).isEqualTo(lamp.updatedAt().plusSeconds(60));
        });
  }

  @Test
  default void conditionsReachTheDatabaseAsOneStatement() {
    run(
        acme(),
        () -> {
          Model<Product, Long> products = products();
          products.insertAll(List.of(Product.of("a", 1), Product.of("b", 5), Product.of("c", 9)));
          Condition many = products.field("stock", Integer.class).gt(4);
          assertThat(products.updateWhere(many, Map.of("state", State.SOLD, "stock", products.field("stock").plus(1))))
              .isEqualTo(2);
          assertThat(products.select(products.where("state", State.SOLD), List.of(products.field("id").desc())))
              .extracting(Product::stock)
              .containsExactly(10, 6);
          assertThat(products.select(products.where("state", "SOLD"))).extracting(Product::version).containsOnly(1L);
          assertThat(products.deleteWhere(many)).isEqualTo(2);
          assertThat(products.select()).extracting(Product::name).containsExactly("a");
        });
  }

  @Test
  default void rowsAreSelectedInPages() {
    run(
        acme(),
        () -> {
          Model<Product, Long> products = products();
          products.insertAll(IntStream.range(0, 10).mapToObj(i -> Product.of("p" + i, i)).toList());
          Condition where = products.field("stock").ge(2).and(products.field("name", String.class).like("p%"));
          Page page = Page.number(1, 3);
          assertThat(products.select(where, List.of(products.field("stock").desc()), page))
              .extracting(Product::stock)
              .containsExactly(6, 5, 4);
          assertThat(products.select(where, List.of(products.field("stock").desc()), page.next()))
              .extracting(Product::stock)
              .containsExactly(3, 2);
          assertThat(products.count(where)).isEqualTo(8);
          assertThat(products.existsWhere(products.where("stock", 9))).isTrue();
          assertThat(products.existsWhere(products.where("stock", 10))).isFalse();
          assertThat(products.where(Map.of("stock", List.of(1, 2))))
              .satisfies(few -> assertThat(products.count(few)).isEqualTo(2));
          assertThat(products.count(products.where("stock", List.of()))).isZero();
          assertThat(products.count(products.where("details", null))).isEqualTo(10);
        });
  }

  @Test
  default void oneRowIsSelectedOrTheAnswerIsRefused() {
    run(
        acme(),
        () -> {
          Model<Product, Long> products = products();
          products.insertAll(List.of(Product.of("a", 1), Product.of("b", 1)));
          assertThat(products.selectOne(products.where("name", "a"))).isPresent();
          assertThat(products.selectOne(products.where("name", "z"))).isEmpty();
          assertThatThrownBy(() -> products.selectOne(products.where("stock", 1)))
              .isInstanceOf(TooManyRowsException.class);
        });
  }

  @Test
  default void rowsAreDeletedByKey() {
    run(
        acme(),
        () -> {
          products().insertAll(List.of(Product.of("a"), Product.of("b"), Product.of("c")));
          assertThat(products().delete(1L)).isTrue();
          assertThat(products().delete(1L)).isFalse();
          assertThat(products().deleteAll(List.of(1L, 2L))).isEqualTo(1);
          assertThat(products().select()).extracting(Product::name).containsExactly("c");
          assertThat(products().purge(3L)).isTrue();
          assertThat(products().restore(3L)).isFalse();
        });
  }

  @Test
  default void aKeyCanBeSeveralProperties() {
    Model<OrderLine, LineId> lines = model(OrderLine.class, LineId.class);
    run(
        acme(),
        () -> {
          lines.insertAll(List.of(new OrderLine(1, 10, 4), new OrderLine(2, 10, 5), new OrderLine(1, 11, 6)));
          assertThat(lines.get(new LineId(10, 2))).contains(new OrderLine(2, 10, 5));
          assertThat(lines.getAll(List.of(new LineId(11, 1), new LineId(10, 1), new LineId(11, 2))))
              .containsExactly(
                  Map.entry(new LineId(11, 1), new OrderLine(1, 11, 6)),
                  Map.entry(new LineId(10, 1), new OrderLine(1, 10, 4)));
          assertThat(lines.update(new OrderLine(1, 11, 60))).isEqualTo(new OrderLine(1, 11, 60));
          assertThat(lines.update(new LineId(10, 1), Map.of("quantity", 40))).isTrue();
          assertThat(lines.update(new LineId(10, 2), Map.of("quantity", lines.field("quantity").plus(1)))).isTrue();
          assertThat(lines.deleteAll(List.of(new LineId(10, 1), new LineId(12, 1)))).isEqualTo(1);
          assertThat(lines.select(DSL.noCondition(), List.of(lines.field("orderId"))))
              .containsExactly(new OrderLine(2, 10, 6), new OrderLine(1, 11, 60));
        });
  }

  @Test
  default void aBeanIsChangedInPlace() {
    Model<Task, Long> tasks = model(Task.class, Long.class);
    run(
        acme(),
        () -> {
          Task task = new Task("Write");
          assertThat(tasks.insert(task)).isSameAs(task);
          assertThat(task.id()).isEqualTo(1);
          assertThat(task.slug()).isEqualTo("write");
          assertThat(task.revision()).isZero();
          assertThat(tasks.update(task.titled("Read"))).isSameAs(task);
          assertThat(task.slug()).isEqualTo("read");
          assertThat(task.revision()).isEqualTo(1);
          Task read = tasks.get(1L).orElseThrow();
          assertThat(read).usingRecursiveComparison().isEqualTo(task);
          assertThat(read.unstored()).isEqualTo("not stored, nor this");
          Task stale = tasks.get(1L).orElseThrow();
          tasks.update(task);
          assertThatThrownBy(() -> tasks.update(stale)).isInstanceOf(StaleVersionException.class);
          assertThat(stale.revision()).isEqualTo(1);
          assertThat(tasks.update(1L, Map.of("title", "Sing"))).isTrue();
          assertThatThrownBy(() -> tasks.update(1L, Map.of("slug", "x")))
              .isInstanceOf(MappingException.class)
              .hasMessageContaining("property slug cannot be changed: it is written by the database alone");
        });
  }

  @Test
  default void aModelWorksOnAnyTableOfTheSameColumns() {
    run(
        acme(),
        () -> {
          Model<Product, Long> archive = products().table("product_archive");
          Product old = archive.insert(Product.of("old"));
          assertThat(archive.get(old.id())).contains(old);
          assertThat(products().get(old.id())).isEmpty();
          assertThat(archive.select(archive.where("name", "old"))).containsExactly(old);
          assertThat(archive.table("product").count()).isZero();
          assertThatThrownBy(() -> archive.table("product\" cross join plan --"))
              .isInstanceOf(MappingException.class)
              .hasMessageContaining("is no name of a table");
        });
  }

  @Test
  default void whatIsDoneInATransactionIsStoredTogetherOrNotAtAll() {
    assertThatThrownBy(
            () ->
                in(
                    acme(),
                    () ->
                        models()
                            .transaction(
                                () -> {
                                  products().insert(Product.of("a"));
                                  products().builder().execute("update product set name = 'b'");
                                  assertThat(products().select()).extracting(Product::name).containsExactly("b");
                                  throw new IllegalStateException("changed my mind");
                                })))
        .hasMessage("changed my mind");
    assertThat(in(acme(), () -> products().count())).isZero();

    run(
        acme(),
        () ->
            models()
                .transaction(
                    () -> {
                      products().insert(Product.of("a"));
                      return models()
                          .transaction(() -> products().insertAll(List.of(Product.of("b"), Product.of("c"))));
                    }));
    assertThat(in(acme(), () -> products().count())).isEqualTo(3);
  }

  @Test
  default void aPartThatFailedFailsTheWholeAlthoughItWasCaught() {
    assertThatThrownBy(
            () ->
                run(
                    acme(),
                    () ->
                        models()
                            .transaction(
                                () -> {
                                  products().insert(Product.of("a"));
                                  assertThatThrownBy(() -> models().transaction(this::insertAndFail))
                                      .hasMessage("halfway");
                                  return products().insert(Product.of("c"));
                                })))
        .hasMessageContaining("part of the transaction failed")
        .hasRootCauseMessage("halfway");
    assertThat(in(acme(), () -> products().count())).isZero();
  }

  private Product insertAndFail() {
    products().insert(Product.of("b"));
    throw new IllegalStateException("halfway");
  }
}
