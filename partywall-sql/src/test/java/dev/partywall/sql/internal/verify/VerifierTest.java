package dev.partywall.sql.internal.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.TableName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

  private static final List<Column> COLUMNS =
      Stream.of("tenant_id", "id", "name", "total", "customer_id", "order_id")
          .map(name -> new Column(name, "bigint", false, false))
          .toList();

  private static final Catalog CATALOG =
      new Catalog(
          "tenant_id",
          List.of("public"),
          Stream.of(
                  table("orders", Ownership.TENANT),
                  table("customers", Ownership.TENANT),
                  table("lines", Ownership.TENANT),
                  table("templates", Ownership.MIXED),
                  table("countries", Ownership.COMMON),
                  table("hidden", Ownership.HIDDEN))
              .collect(Collectors.toMap(Relation::name, Function.identity())),
          List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "select * from countries",
        "select * from orders «where orders.tenant_id = ?»",
        "select * from orders o where «(»o.id = ? or o.id = 2«) and o.tenant_id = ?»",
        "select * from orders o where «o.tenant_id = ? and (»o.id = ? or o.id = 2«)»",
        "select * from «(select * from »orders« orders where orders.tenant_id = ?) orders»",
        "select * from orders o join customers c on c.id = o.customer_id «where o.tenant_id = ? and c.tenant_id = ?»",
        "select * from orders o join customers c on «(»c.id = o.id«) and c.tenant_id = ?» «where o.tenant_id = ?»",
        "select * from orders o left join customers c on «(»c.id = o.id or c.id = 1«) and c.tenant_id = ?»"
            + " «where o.tenant_id = ?»",
        "select * from customers c right join orders o on «(»c.id = o.id«) and c.tenant_id = ?» «where o.tenant_id = ?»",
        "select * from «(select * from» orders «o where o.tenant_id = ?)» o full join «(select * from» customers"
            + " «c where c.tenant_id = ?)» c using (id)",
        "select * from orders o, lateral (select * from lines l where «(»l.order_id = o.id«) and l.tenant_id = ?») x"
            + " «where o.tenant_id = ?»",
        "select * from countries k left join (orders o join lines l on l.order_id = o.id)"
            + " on «(»k.id = o.id«) and o.tenant_id = ? and l.tenant_id = ?»",
        "select (select max(total) from orders «where orders.tenant_id = ?») from countries",
        "select count(*) filter (where exists (select 1 from orders o «where o.tenant_id = ?»)) from countries",
        "select id from orders «where orders.tenant_id = ?» union all (select id from lines «where lines.tenant_id = ?»"
            + " limit 1) order by 1",
        "with orders as (select * from orders «where orders.tenant_id = ?») select * from orders",
        "with recursive r as (select id from orders o «where o.tenant_id = ?» union all select o.id from orders o join r"
            + " on r.id = o.id «where o.tenant_id = ?») select * from r",
        "select distinct on (id) id, total is distinct from 3 as from from orders «where orders.tenant_id = ?»"
            + " order by id fetch first 2 rows with ties",
        "select left(name, 2) from orders o inner join lines l on left(l.name, 1) = right(o.name, 1)"
            + " «where o.tenant_id = ? and l.tenant_id = ?» group by rollup (1) having count(*) > 1",
        "select percentile_cont(0.5) within group (order by total) from orders «where orders.tenant_id = ?»",
        "select * from generate_series(1, 3) g(n) cross join orders o «where o.tenant_id = ?»",
        "select * from orders o where «(»o.id between 1 and 2«) and o.tenant_id = ?»",
        "select * from public.orders «where public.orders.tenant_id = ?» ;",
        "select * from orders o tablesample system (10) repeatable (1) «where o.tenant_id = ?»",
        "select case when o.id = 1 and o.total = 2 then 1 end from orders o «where o.tenant_id = ?»",
      })
  void acceptsAReadWhoseTablesAreBound(String marked) {
    accept(marked, Effect.READ, Reach.TENANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // No condition.
        "select * from orders",
        "select * from orders o, customers c «where o.tenant_id = ?»",
        "select (select max(total) from orders) from countries",
        "select id from orders «where orders.tenant_id = ?» union all select id from lines",
        "with orders as (select * from orders) select * from orders",
        "with x as (select * from orders) select * from countries",
        "table orders",
        "select * from only orders",
        // A condition that does not bind.
        "select * from orders o where o.id = ? or o.id = 2 «and o.tenant_id = ?»",
        "select * from orders o where (o.id = 2 or «o.tenant_id = ?»)",
        "select * from orders o where «not (o.tenant_id = ?)»",
        "select * from orders o where «not o.tenant_id = ?»",
        "select * from orders o where o.id between 1 «and o.tenant_id = ?»",
        "select * from orders o where o.id = 1 «and o.tenant_id = ? is null»",
        "select * from orders o where o.id = 1 «and o.tenant_id = ? » is not true",
        "select * from orders o where case when o.id = 1 «and o.tenant_id = ? and» o.id = 2 then true else true end",
        "select * from orders o where o.id = 1 «and o.tenant_id <> ?»",
        "select * from orders o where o.id = 1 «and o.tenant_id >= ?»",
        "select * from orders o where o.id = 1 «and o.id = ?»",
        "select * from orders o where o.id = 1 «and o.tenant_id = any (?)»",
        "select * from orders o where o.id = 1 «and tenant_id = ?»",
        "select * from orders o where o.id = 1 /* and o.tenant_id = 1 */",
        "select * from orders o where o.id = 1 -- and o.tenant_id = 1",
        "select * from orders o where 'and o.tenant_id = 1' = o.name",
        "select * from orders o where $$ and o.tenant_id = 1 $$ = o.name",
        "select * from orders o where o.tenant_id = 1 and o.id = ?",
        "select * from orders o where o.tenant_id = ? and o.id = 1",
        "select * from orders o where exists (select 1 from countries «where o.tenant_id = ?»)",
        // The wrong side of a join.
        "select * from orders o left join customers c on «(»c.id = o.id«) and o.tenant_id = ? and c.tenant_id = ?»",
        "select * from orders o left join customers c on c.id = o.id «where o.tenant_id = ? and c.tenant_id = ?»",
        "select * from orders o right join customers c on c.id = o.id «where o.tenant_id = ? and c.tenant_id = ?»",
        "select * from orders o full join customers c on «(»c.id = o.id«) and o.tenant_id = ? and c.tenant_id = ?»",
        "select * from orders o full join customers c on c.id = o.id «where o.tenant_id = ? and c.tenant_id = ?»",
        "select * from orders o natural left join customers c «where o.tenant_id = ? and c.tenant_id = ?»",
        "select * from countries k left join (orders o left join lines l on l.order_id = o.id)"
            + " on «(»k.id = o.id«) and o.tenant_id = ? and l.tenant_id = ?»",
        // The wrong reference.
        "select * from orders o, customers c «where o.tenant_id = ? and o.tenant_id = ?»",
        "select * from orders o «where orders.tenant_id = ?»",
        "select * from orders o, lateral (select * from lines o2 «where o.tenant_id = ?») x «where o.tenant_id = ?»",
        "select * from orders o where «o.tenant_id = ?» and exists (select 1 from (lines o join countries k on true) as j"
            + " «where o.tenant_id = ?»)",
        "select * from (orders o join lines l on true) as j «where o.tenant_id = ? and l.tenant_id = ?»",
        "select * from orders as o(a, tenant_id) «where o.tenant_id = ?»",
        "with c as (select 1) select * from public.orders «c» «where c.tenant_id = 1»",
        "select * from public.orders o «where public.orders.tenant_id = ?»",
        "select * from public.orders «where other.orders.tenant_id = ?»",
        "select * from public.orders o union select * from countries o «where o.tenant_id = ?»",
        // Text that is not there, or too much.
        "select * from orders o «where o.tenant_id = ? or true»",
        "select * from orders o «where o.tenant_id = ?» «union select * from orders»",
        "select * from orders o «where o.tenant_id = ? and 1 = 1»",
        "select * from orders o «where o.tenant_id = ?; delete from orders»",
        "select * from countries k «where k.tenant_id = ?»",
        "select * from orders o «where o.tenant_id = ? and ? = o.id»",
        "select * from hidden",
        "select * from nowhere",
        "select * from a.b.orders",
        "select * into copy from orders o «where o.tenant_id = ?»",
        "select query_to_xml('select * from orders', true, true, '')",
        // Not reads.
        "select * from orders o «where o.tenant_id = ?» for update",
        "select nextval('x')",
        "with d as (delete from orders «where orders.tenant_id = ?» returning *) select * from d",
        "delete from orders «where orders.tenant_id = ?»",
        "truncate orders",
        "explain select 1",
      })
  void stopsAReadThatIsNotBound(String marked) {
    stop(marked, Effect.READ, Reach.TENANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update orders set total = ? where «(»id = ?«) and orders.tenant_id = ?»",
        "update orders o set (total, name) = (select 1, max(l.name) from lines l «where l.tenant_id = ?»)"
            + " «where o.tenant_id = ?» returning *",
        "update orders as o set total = 1 from lines l where «(»l.order_id = o.id«) and o.tenant_id = ? and l.tenant_id ="
            + " ?»",
        "delete from orders «where orders.tenant_id = ?»",
        "delete from orders o using lines l left join customers c on «(»c.id = l.id«) and c.tenant_id = ?»"
            + " where «(»l.order_id = o.id«) and o.tenant_id = ? and l.tenant_id = ?» returning o.id",
        "insert into orders («tenant_id,» id, name) values («?,» ?, 'x'), («?,» 2, ?)",
        "insert into orders (id«, tenant_id») select id«, ?» from lines «where lines.tenant_id = ?»",
        "insert into orders (id, tenant_id) select l.id, l.tenant_id from lines l «where l.tenant_id = ?»",
        "insert into orders (id«, tenant_id») (select id«, ?» from countries union all select 1«, ?»)",
        "insert into orders (id«, tenant_id») select o.id«, ?» from countries k join countries o on o.id = k.id",
        "insert into orders as o (id«, tenant_id») values (1«, ?») on conflict (id) do update set name = excluded.name"
            + " where «(»o.name is null«) and o.tenant_id = ?» returning id",
        "insert into orders (id«, tenant_id») values (1«, ?») on conflict do nothing",
        "insert into orders (id«, tenant_id») select k.*«, ?» from countries k",
        "insert into orders (tenant_id, id) select tenant_id, id from orders o «where o.tenant_id = ?»",
        "insert into orders (tenant_id, id) select tenant_id, o.id from orders o, countries k «where o.tenant_id = ?»",
        "update orders set tenant_id = orders.tenant_id «where orders.tenant_id = ?»",
        "update orders set (id, tenant_id) = row(1, tenant_id) «where orders.tenant_id = ?»",
        "update orders o set total = 1, tenant_id = (tenant_id) «where o.tenant_id = ?»",
        "with d as (delete from orders «where orders.tenant_id = ?» returning *)"
            + " insert into lines (id«, tenant_id») select id«, ?» from d",
        "update templates set name = 'x' «where templates.tenant_id = ?»",
      })
  void acceptsAWriteThatStaysInside(String marked) {
    accept(marked, Effect.WRITE, Reach.TENANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update orders set total = ?",
        "update orders set tenant_id = 2 «where orders.tenant_id = ?»",
        "update orders set (id, tenant_id) = (1, 2) «where orders.tenant_id = ?»",
        "update orders set (id, tenant_id) = (tenant_id, 1) «where orders.tenant_id = ?»",
        "update orders set (id, tenant_id) = (select 1, 1) «where orders.tenant_id = ?»",
        "update orders o set \"tenant_id\" = 2 «where o.tenant_id = ?»",
        "update orders o set total = 1 from lines l «where o.tenant_id = ?»",
        "update orders o set total = 1 from lines l «where l.tenant_id = ?»",
        "update orders o set total = (select max(total) from lines) «where o.tenant_id = ?»",
        "update countries set name = 'x'",
        "delete from orders o using lines l where «l.tenant_id = ?»",
        "delete from orders where current of c",
        "delete from orders «where orders.tenant_id = ?» returning (select max(id) from lines)",
        "insert into orders values (1, 2)",
        "insert into orders (id) values (1)",
        "insert into orders default values",
        "insert into orders (id, tenant_id) values (1, 2)",
        "insert into orders (id, tenant_id) values (1, default)",
        "insert into orders (id, tenant_id) values (1, ?)",
        "insert into orders (id«, tenant_id») values («?,» 1)",
        "insert into orders (id«, tenant_id») values (1«, ?»), (2, 3)",
        "insert into orders (id«, tenant_id») values (1«, ? + 1»)",
        "insert into orders (id«, tenant_id») values (1«, ?::bigint» + 1)",
        "insert into orders («tenant_id, »id) select k.*«, ?» from countries k",
        "insert into orders (id«, tenant_id», name) select k.*«, ?» from countries k",
        "insert into orders (id«, tenant_id») select k.id, k.*«, ?» from countries k",
        "insert into orders select k.*«, ?» from countries k",
        "insert into orders (tenant_id, id) select tenant_id, o.id from orders o, (select 1 as x) q «where o.tenant_id = ?»",
        "insert into orders (tenant_id, id) select tenant_id, id from countries",
        "update orders set tenant_id = (select 1) «where orders.tenant_id = ?»",
        "update orders o set tenant_id = l.tenant_id from lines l «where o.tenant_id = ? and l.tenant_id = ?»",
        "insert into orders (id, tenant_id) select l.id, l.tenant_id from lines l",
        "insert into orders (id, tenant_id) select k.id, l.tenant_id from countries k left join lines l on"
            + " «(»l.id = k.id«) and l.tenant_id = ?»",
        "insert into orders (id, tenant_id) select l.id, k.tenant_id from countries k, lines l «where l.tenant_id = ?»",
        "insert into orders (id, tenant_id) select l.id«, ?» from lines l «where l.tenant_id = ?» union all select 1, 2",
        "insert into orders (id«, tenant_id») values (1«, ?») on conflict (id) do update set name = excluded.name",
        "insert into orders (id«, tenant_id») values (1«, ?») on conflict (id) do update set name = excluded.name"
            + " «where excluded.tenant_id = ?»",
        "insert into orders (id«, tenant_id») values (1«, ?») on conflict (id) do update set tenant_id = 3"
            + " «where orders.tenant_id = ?»",
        "with d as (delete from orders returning *) insert into lines (id«, tenant_id») select id«, ?» from d",
        "merge into orders using lines on true when matched then delete",
      })
  void stopsAWriteThatMayLeaveTheTenant(String marked) {
    stop(marked, Effect.WRITE, Reach.TENANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from templates t, countries «where t.tenant_id is null»",
        "select * from countries",
      })
  void theHostReadsItsOwn(String marked) {
    accept(marked, Effect.READ, Reach.HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from templates t",
        "select * from templates t «where t.tenant_id is not null»",
        "select * from orders «where orders.tenant_id is null»",
        "select * from orders «where orders.tenant_id = ?»",
      })
  void theHostReadsNoTenantsRow(String marked) {
    stop(marked, Effect.READ, Reach.HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from orders «where orders.tenant_id = any (?)»",
        "select * from countries k left join templates t on «(»k.id = t.id«) and t.tenant_id = any (?)»",
      })
  void acrossReadsTheListed(String marked) {
    accept(marked, Effect.READ, Reach.ACROSS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from orders",
        "select * from orders «where orders.tenant_id = ?»",
        "select * from orders «where orders.tenant_id is null»",
      })
  void acrossReadsNoOthers(String marked) {
    stop(marked, Effect.READ, Reach.ACROSS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete from orders «where orders.tenant_id = any (?)»", "delete from countries"})
  void acrossDoesNotWrite(String marked) {
    stop(marked, Effect.WRITE, Reach.ACROSS);
    stop(marked.replaceAll("«[^»]*»", ""), Effect.WRITE, Reach.ACROSS_ALL);
  }

  private static void accept(String text, Effect effect, Reach reach) {
    Marked marked = marked(text, effect);
    assertThatCode(() -> verify(marked, reach)).doesNotThrowAnyException();
  }

  private static void stop(String text, Effect effect, Reach reach) {
    Marked marked = marked(text, effect);
    assertThatThrownBy(() -> verify(marked, reach))
        .isInstanceOfSatisfying(
            StatementRefusedException.class,
            e -> org.assertj.core.api.Assertions.assertThat(e.reason()).isEqualTo(Reason.VERIFICATION_FAILED));
  }

  private static Marked marked(String text, Effect effect) {
    return new Marked(text, effect, CATALOG.relations().keySet());
  }

  private static void verify(Marked marked, Reach reach) {
    Verifier.verify(marked.original(), marked.guarded(), CATALOG, reach, GuardPolicy.STRICT);
  }

  private static Relation table(String name, Ownership ownership) {
    return Relation.table(new TableName("public", name), ownership, COLUMNS);
  }
}
