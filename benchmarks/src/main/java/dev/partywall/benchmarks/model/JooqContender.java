package dev.partywall.benchmarks.model;

import static org.jooq.Records.mapping;

import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** jOOQ alone, with the tenant in each condition. */
final class JooqContender implements Contender {

  private static final Table<?> PRODUCTS = DSL.table(DSL.name("products"));
  private static final Table<?> EVENTS = DSL.table(DSL.name("events"));
  private static final Field<Long> TENANT = DSL.field(DSL.name("tenant_id"), SQLDataType.BIGINT);
  private static final Field<Long> ID = DSL.field(DSL.name("id"), SQLDataType.BIGINT);
  private static final Field<String> NAME = DSL.field(DSL.name("name"), SQLDataType.CLOB);
  private static final Field<Long> PRICE = DSL.field(DSL.name("price"), SQLDataType.BIGINT);
  private static final Field<Integer> STOCK = DSL.field(DSL.name("stock"), SQLDataType.INTEGER);
  private static final Field<String> TEXT = DSL.field(DSL.name("text"), SQLDataType.CLOB);

  private final DSLContext jooq;

  JooqContender(DataSource pool) {
    this.jooq = DSL.using(pool, SQLDialect.POSTGRES);
  }

  @Override
  public String name() {
    return "jooq";
  }

  @Override
  public long readByKey(long tenant, long product) {
    return jooq.select(ID, NAME, PRICE, STOCK)
        .from(PRODUCTS)
        .where(TENANT.eq(tenant), ID.eq(product))
        .fetchSingle(mapping(Product::new))
        .value();
  }

  @Override
  public long list20(long tenant, long from) {
    return jooq
        .select(ID, NAME, PRICE, STOCK)
        .from(PRODUCTS)
        .where(TENANT.eq(tenant), ID.ge(from))
        .orderBy(ID)
        .limit(20)
        .fetch(mapping(Product::new))
        .stream()
        .mapToLong(Product::value)
        .sum();
  }

  @Override
  public long insert(long tenant, long id, String text) {
    return jooq.insertInto(EVENTS).columns(TENANT, ID, TEXT).values(tenant, id, text).execute();
  }

  @Override
  public long update(long tenant, long product, int stock) {
    return jooq.update(PRODUCTS).set(STOCK, stock).where(TENANT.eq(tenant), ID.eq(product)).execute();
  }
}
