package dev.partywall.benchmarks.guard;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Kind;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a shop, and statements that a shop's application sends. */
public final class Shop {

  /** Its tables: all are tenants'. */
  public static final Catalog CATALOG =
      new Catalog(
          "tenant_id",
          List.of("public"),
          Stream.of(
                  table("customers", "id", "name", "city"),
                  table("products", "id", "name", "price", "stock"),
                  table("orders", "id", "customer_id", "status", "placed", "total"),
                  table("order_lines", "id", "order_id", "product_id", "quantity"))
              .collect(Collectors.toMap(Relation::name, relation -> relation)),
          List.of());

  /** Its statements. */
  public static final List<String> STATEMENTS =
      List.of(
          "select name, price, stock from products where id = ?",
          "select id, name, price from products where id >= ? order by id limit 20",
          "select count(*) from orders where status = ? and placed >= ?",
          "select o.id, o.status, c.name from orders o left join customers c on c.id = o.customer_id where o.id in (?, ?, ?)",
          "select o1_0.id, o1_0.customer_id, o1_0.placed, o1_0.status, o1_0.total from orders o1_0 where o1_0.status = ?"
              + " order by o1_0.placed desc offset ? rows fetch first ? rows only",
          "select c.name from customers c where exists (select 1 from orders o where o.customer_id = c.id and o.total > ?)",
          "select o.status, c.name, p.name, l.quantity * p.price from orders o join customers c on c.id = o.customer_id"
              + " join order_lines l on l.order_id = o.id join products p on p.id = l.product_id where o.id = ?",
          "with sales as (select date_trunc('month', o.placed) as month, c.city, sum(l.quantity * p.price) as revenue"
              + " from orders o join customers c on c.id = o.customer_id join order_lines l on l.order_id = o.id"
              + " join products p on p.id = l.product_id where o.placed >= ? group by 1, 2)"
              + " select month, city, revenue, rank() over (partition by month order by revenue desc) from sales order by 1, 4",
          "insert into orders (id, customer_id, status, placed, total) values (?, ?, ?, now(), ?)",
          "insert into products (id, name, price, stock) values (?, ?, ?, ?) on conflict (tenant_id, id) do update"
              + " set price = excluded.price",
          "update products set stock = stock - ? where id = ? and stock >= ?",
          "delete from order_lines where order_id = ?");

  private Shop() {}

  private static Relation table(String name, String... columns) {
    List<Column> typed =
        Stream.concat(Stream.of("tenant_id"), Arrays.stream(columns))
            .map(column -> new Column(column, "bigint", false, false))
            .toList();
    return new Relation(
        new TableName("public", name), Kind.TABLE, Ownership.TENANT, typed, List.of(), Set.of(), Set.of(), false);
  }
}
