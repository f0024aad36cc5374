package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.model.MappingException;
import dev.partywall.model.Model;
import dev.partywall.model.TooManyRowsException;
import dev.partywall.model.access.Entities.Notice;
import dev.partywall.model.access.Entities.Plan;
import dev.partywall.model.access.Entities.Product;
import dev.partywall.model.access.Entities.State;
import dev.partywall.sql.StatementRefusedException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Plain SQL and jOOQ, whatever the placement. */
interface QueryContract extends Placed {

  private Model<Product, Long> filled() throws SQLException {
    Model<Product, Long> products = model(Product.class, Long.class);
    run(acme(), () -> products.insertAll(List.of(Product.of("a", 1), Product.of("b", 5), Product.of("c", 9))));
    run(globex(), () -> products.insertAll(List.of(Product.of("theirs", 1), Product.of("also theirs", 100))));
    return products;
  }

  /** What another system leaves to whoever writes the query: builder, plain SQL, joins. */
  @Test
  default void w3BuilderQueryQueryOneAndJoinsStayInTheTenant() throws SQLException {
    Model<Product, Long> products = filled();
    run(
        acme(),
        () -> {
          assertThat(products.query("select * from product order by id"))
              .extracting(Product::name)
              .containsExactly("a", "b", "c");
          assertThat(products.queryOne("select * from product where stock = ?", 100)).isEmpty();
          assertThat(products.builder().select(products.field("name")).from(products.table()).fetch())
              .extracting(row -> row.value1())
              .containsExactlyInAnyOrder("a", "b", "c");
          assertThat(products.builder().fetchCount(products.table())).isEqualTo(3);
          assertThat(products.builder().update(products.table()).set(products.field("stock"), 7).execute())
              .isEqualTo(3);
          assertThat(
                  models()
                      .queryOne(
                          Long.class, "select count(*) from product a join product b on a.stock = b.stock or true"))
              .contains(9L);
          assertThat(
                  products
                      .builder()
                      .selectCount()
                      .from(products.table().as("a"))
                      .crossJoin(products.table().as("b"))
                      .fetchOne(0, int.class))
              .isEqualTo(9);
          assertThat(products.builder().deleteFrom(products.table()).execute()).isEqualTo(3);
        });
    assertThat(stored(globex(), "select name from product where tenant_id = 2 and stock in (1, 100) order by id"))
        .containsExactly("theirs", "also theirs");
  }

  @Test
  default void whatTheGuardRefusesIsRefusedAsSuch() {
    assertThatThrownBy(() -> in(acme(), () -> models().builder().execute("truncate product")))
        .isInstanceOf(StatementRefusedException.class);
    assertThatThrownBy(() -> in(acme(), () -> models().query(Long.class, "select count(*) from pg_stat_activity")))
        .isInstanceOf(StatementRefusedException.class);
    Model<Plan, Long> plans = model(Plan.class, Long.class);
    assertThat(in(acme(), () -> plans.get(1L))).contains(new Plan(1, "free"));
    assertThatThrownBy(() -> in(acme(), () -> plans.insert(new Plan(2, "gold"))))
        .isInstanceOf(StatementRefusedException.class);
    assertThatThrownBy(() -> in(acme(), () -> plans.table("no_such_table").count()))
        .isInstanceOf(StatementRefusedException.class)
        .hasMessageContaining("no_such_table");
  }

  @Test
  default void aMixedTableHoldsEachOnesRows() {
    Model<Notice, Long> notices = model(Notice.class, Long.class);
    run(acme(), () -> notices.insert(new Notice(1, "of acme")));
    run(globex(), () -> notices.insert(new Notice(1, "of globex")));

    assertThat(in(acme(), () -> notices.select())).containsExactly(new Notice(1, "of acme"));
    assertThat(in(globex(), () -> notices.get(1L))).contains(new Notice(1, "of globex"));
  }

  record Total(String state, BigDecimal total, long rows) {}

  @Test
  default void rowsOfPlainSqlBecomeRecordsAndValues() throws SQLException {
    Model<Product, Long> products = filled();
    run(
        acme(),
        () -> {
          assertThat(
                  models()
                      .query(
                          Total.class,
                          "select state, sum(stock * price) as total, count(*) as rows from product group by state"))
              .containsExactly(new Total("OPEN", new BigDecimal("142.50"), 3));
          assertThat(models().query(String.class, "select name from product where id = any (?)", List.of(1L, 3L)))
              .containsExactly("a", "c");
          assertThat(models().query(State.class, "select distinct state from product")).containsExactly(State.OPEN);
          assertThat(models().queryOne(int.class, "select stock from product where name = ?", Optional.of("b")))
              .contains(5);
          assertThat(
                  products.query("select p.*, 1 as more from product p where state = ? and name > ?", State.OPEN, "a"))
              .extracting(Product::name)
              .containsExactly("b", "c");
          assertThatThrownBy(() -> products.queryOne("select * from product"))
              .isInstanceOf(TooManyRowsException.class)
              .hasMessageContaining("select * from product gave 3");
          assertThatThrownBy(() -> products.query("select id, name, state, stock as stok from product"))
              .isInstanceOf(MappingException.class)
              .hasMessageContaining("Product (query) has 6 mistakes")
              .hasMessageContaining(
                  "property stock: there is no column stock; did you mean stok?; there are id, name,");
          assertThatThrownBy(() -> models().query(Long.class, "select id, name from product"))
              .isInstanceOf(MappingException.class)
              .hasMessage("Long: it is read from one column, and the query gives [id, name]; use a record");
        });
  }

  @Test
  default void jooqReadsAndWritesWhatTheModelDoes() throws SQLException {
    Model<Product, Long> products = filled();
    run(
        acme(),
        () -> {
          var state = products.field("state", State.class);
          var stock = products.field("stock", Integer.class);
          assertThat(
                  products
                      .builder()
                      .select(state, DSL.sum(stock))
                      .from(products.table())
                      .where(state.in(State.OPEN, State.SOLD))
                      .groupBy(state)
                      .fetch())
              .singleElement()
              .satisfies(
                  row -> {
                    assertThat(row.value1()).isEqualTo(State.OPEN);
                    assertThat(row.value2()).isEqualByComparingTo("15");
                  });
          products
              .builder()
              .transaction(
                  inner -> inner.dsl().update(products.table()).set(state, State.SOLD).where(stock.eq(1)).execute());
          assertThat(products.count(state.eq(State.SOLD))).isEqualTo(1);
        });
  }
}
