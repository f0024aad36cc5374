package dev.partywall.spring.boot.toolsql;

import static org.jooq.impl.DSL.*;

import dev.partywall.test.oracle.OracleStatement;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** What jOOQ makes of its language. */
final class JooqSql {

  private static final DSLContext DSL = using(SQLDialect.POSTGRES);
  private static final Table<Record> CUSTOMERS = table(name("customers"));
  private static final Table<Record> ORDERS = table(name("orders"));
  private static final Table<Record> PRODUCTS = table(name("products"));
  private static final Table<Record> A = table(name("a"));
  private static final Table<Record> B = table(name("b"));
  private static final Field<Integer> ID = field(name("customers", "id"), SQLDataType.INTEGER);
  private static final Field<String> NAME = field(name("customers", "name"), SQLDataType.VARCHAR);
  private static final Field<String> REGION = field(name("customers", "region"), SQLDataType.VARCHAR);
  private static final Field<Integer> ORDER = field(name("orders", "id"), SQLDataType.INTEGER);
  private static final Field<Integer> BUYER = field(name("orders", "customer_id"), SQLDataType.INTEGER);
  private static final Field<String> STATUS = field(name("orders", "status"), SQLDataType.VARCHAR);
  private static final Field<BigDecimal> TOTAL = field(name("orders", "total"), SQLDataType.NUMERIC);
  private static final Field<Integer> PRODUCT = field(name("products", "id"), SQLDataType.INTEGER);
  private static final Field<String> SKU = field(name("products", "sku"), SQLDataType.VARCHAR);
  private static final Field<Integer> STOCK = field(name("products", "stock"), SQLDataType.INTEGER);
  private static final Field<Integer> AID = field(name("a", "id"), SQLDataType.INTEGER);
  private static final Field<String> AT = field(name("a", "t"), SQLDataType.VARCHAR);
  private static final Field<Integer> AX = field(name("a", "x"), SQLDataType.INTEGER);
  private static final Field<Integer> BID = field(name("b", "id"), SQLDataType.INTEGER);
  private static final Field<String> BT = field(name("b", "t"), SQLDataType.VARCHAR);

  private JooqSql() {}

  /** The statements by what was asked. */
  static Map<String, OracleStatement> statements() {
    Map<String, Query> queries = new LinkedHashMap<>();
    reads(queries);
    compositions(queries);
    writes(queries);
    Map<String, OracleStatement> statements = new LinkedHashMap<>();
    queries.forEach(
        (title, query) -> statements.put(title, OracleStatement.of(query.getSQL(), query.getBindValues().toArray())));
    return statements;
  }

  @SuppressWarnings("unchecked")
  private static void reads(Map<String, Query> all) {
    all.put("select from", DSL.selectFrom(CUSTOMERS).where(REGION.eq("EU").or(ID.lt(3))));
    all.put(
        "select",
        DSL.select(ID, NAME)
            .from(CUSTOMERS)
            .where(NAME.likeIgnoreCase("customer%"))
            .orderBy(ID.desc())
            .limit(3)
            .offset(1));
    all.put("in", DSL.select(ID).from(CUSTOMERS).where(ID.in(1, 2, 3).and(REGION.isDistinctFrom("US"))));
    all.put("rows", DSL.select(ID).from(CUSTOMERS).where(row(ID, REGION).in(row(1, "EU"), row(2, "US"))));
    all.put(
        "join", DSL.select(NAME, TOTAL).from(CUSTOMERS).join(ORDERS).on(BUYER.eq(ID)).where(TOTAL.gt(BigDecimal.TEN)));
    all.put(
        "left join", DSL.select(NAME, ORDER).from(CUSTOMERS).leftJoin(ORDERS).on(BUYER.eq(ID).and(STATUS.eq("open"))));
    all.put("full join", DSL.select(ID, ORDER).from(CUSTOMERS).fullJoin(ORDERS).on(BUYER.eq(ID)));
    all.put("cross join", DSL.select(AID, BID).from(A).crossJoin(B).where(AID.eq(BID)));
    all.put("join using", DSL.select(AT, BT).from(A).join(B).using(field(name("id"))));
    all.put("natural join", DSL.select(AT, BT).from(A.naturalJoin(B)));
    all.put("semi join", DSL.select(ID).from(CUSTOMERS.leftSemiJoin(ORDERS).on(BUYER.eq(ID))));
    all.put("anti join", DSL.select(ID).from(CUSTOMERS.leftAntiJoin(ORDERS).on(BUYER.eq(ID))));
    all.put("exists", DSL.select(ID).from(CUSTOMERS).whereExists(selectOne().from(ORDERS).where(BUYER.eq(ID))));
    all.put("scalar", DSL.select(ID, field(selectCount().from(ORDERS).where(BUYER.eq(ID))).as("n")).from(CUSTOMERS));
    all.put("quantified", DSL.select(ORDER).from(ORDERS).where(TOTAL.ge(all(select(max(TOTAL)).from(ORDERS)))));
    all.put(
        "group",
        DSL.select(STATUS, count(), sum(TOTAL)).from(ORDERS).groupBy(STATUS).having(count().gt(1)).orderBy(STATUS));
    all.put("rollup", DSL.select(STATUS, BUYER, sum(TOTAL)).from(ORDERS).groupBy(rollup(STATUS, BUYER)));
    all.put(
        "grouping sets",
        DSL.select(STATUS, BUYER, count())
            .from(ORDERS)
            .groupBy(groupingSets(List.of(STATUS), List.of(BUYER), List.of())));
    all.put(
        "window",
        DSL.select(
                ORDER,
                rank().over(partitionBy(STATUS).orderBy(TOTAL.desc())),
                sum(TOTAL).over(orderBy(ORDER).rowsBetweenPreceding(1).andCurrentRow()))
            .from(ORDERS));
    all.put(
        "named window",
        DSL.select(ORDER, sum(TOTAL).over(name("w")))
            .from(ORDERS)
            .window(name("w").as(partitionBy(STATUS).orderBy(ORDER))));
    all.put(
        "filter",
        DSL.select(count().filterWhere(STATUS.eq("open")), percentileCont(0.5).withinGroupOrderBy(TOTAL)).from(ORDERS));
    all.put("distinct on", DSL.select(STATUS, ORDER).distinctOn(STATUS).from(ORDERS).orderBy(STATUS, ORDER));
    all.put("for update", DSL.select(ORDER).from(ORDERS).where(ORDER.eq(1)).forUpdate().of(ORDERS).skipLocked());
    all.put("for share", DSL.select(ORDER).from(ORDERS).where(ORDER.eq(1)).forShare().noWait());
    all.put("with ties", DSL.select(STATUS).from(ORDERS).orderBy(STATUS).limit(2).withTies());
    all.put("seek", DSL.select(ORDER, STATUS).from(ORDERS).orderBy(STATUS, ORDER).seek("open", 5).limit(4));
    all.put(
        "case",
        DSL.select(
                case_(STATUS).when("open", 1).else_(2),
                iif(TOTAL.gt(BigDecimal.TEN), "big", "small"),
                coalesce(TOTAL, BigDecimal.ZERO),
                nvl2(TOTAL, 1, 0))
            .from(ORDERS));
    all.put(
        "functions",
        DSL.select(
                lower(NAME),
                concat(NAME, inline("-"), REGION),
                substring(NAME, 1, 3),
                length(NAME),
                NAME.cast(SQLDataType.CLOB),
                position(NAME, "u"))
            .from(CUSTOMERS));
    all.put(
        "table sample of values",
        DSL.select()
            .from(values(row(1, "a"), row(2, "b")).as("v", "i", "s"))
            .join(A)
            .on(AID.eq(field(name("v", "i"), Integer.class))));
    all.put(
        "generate series",
        DSL.select(ORDER)
            .from(generateSeries(1, 3).as("g", "n"))
            .leftJoin(ORDERS)
            .on(ORDER.eq(field(name("g", "n"), Integer.class))));
    all.put("count", DSL.selectCount().from(CUSTOMERS));
    all.put("exists at the top", DSL.select(field(exists(selectOne().from(CUSTOMERS).where(ID.eq(3))))));
  }

  private static void compositions(Map<String, Query> all) {
    all.put(
        "multiset",
        DSL.select(NAME, multiset(select(ORDER, STATUS).from(ORDERS).where(BUYER.eq(ID)).orderBy(ORDER)).as("orders"))
            .from(CUSTOMERS));
    all.put(
        "nested multisets",
        DSL.select(
                ID,
                multiset(
                        select(
                                ORDER,
                                multiset(select(PRODUCT).from(PRODUCTS).where(STOCK.eq(ORDER).or(PRODUCT.lt(3))))
                                    .as("p"))
                            .from(ORDERS)
                            .where(BUYER.eq(ID)))
                    .as("o"))
            .from(CUSTOMERS));
    all.put(
        "multiset of groups",
        DSL.select(STATUS, multisetAgg(ORDER, TOTAL).orderBy(ORDER).as("o")).from(ORDERS).groupBy(STATUS));
    all.put("nested row", DSL.select(row(ID, NAME).as("c"), TOTAL).from(CUSTOMERS).join(ORDERS).on(BUYER.eq(ID)));
    all.put(
        "json",
        DSL.select(jsonObject(key("id").value(ID), key("name").value(NAME)), jsonArray(ID, NAME)).from(CUSTOMERS));
    all.put(
        "json of groups",
        DSL.select(jsonArrayAgg(ORDER).orderBy(ORDER), jsonbObjectAgg(STATUS, TOTAL).absentOnNull()).from(ORDERS));
    all.put(
        "array of a query",
        DSL.select(ID, array(select(ORDER).from(ORDERS).where(BUYER.eq(ID)).orderBy(ORDER))).from(CUSTOMERS));
    all.put(
        "array aggregate",
        DSL.select(arrayAgg(ORDER).orderBy(ORDER.desc()), listAgg(STATUS, ",").withinGroupOrderBy(ORDER)).from(ORDERS));
    all.put("derived table", DSL.select().from(select(ID, NAME).from(CUSTOMERS).where(REGION.eq("EU")).asTable("x")));
    all.put(
        "derived columns",
        DSL.select(field(name("x", "p"))).from(select(ID, NAME).from(CUSTOMERS).asTable("x", "o", "p")));
    all.put(
        "lateral",
        DSL.select(NAME, field(name("l", "id")))
            .from(CUSTOMERS)
            .crossJoin(lateral(select(ORDER).from(ORDERS).where(BUYER.eq(ID)).limit(1).asTable("l"))));
    all.put(
        "outer apply",
        DSL.select(NAME).from(CUSTOMERS.outerApply(select(ORDER).from(ORDERS).where(BUYER.eq(ID)).asTable("l"))));
    all.put("with", DSL.with("x").as(select(ID, NAME).from(CUSTOMERS)).select().from(name("x")));
    all.put(
        "with columns, materialized",
        DSL.with("x", "i")
            .asMaterialized(select(ID).from(CUSTOMERS))
            .with("y")
            .as(select(field(name("i"))).from(name("x")))
            .select()
            .from(name("y")));
    all.put(
        "recursive",
        DSL.withRecursive("t", "n")
            .as(
                select(max(AID))
                    .from(A)
                    .unionAll(
                        select(field(name("n"), Integer.class).minus(1))
                            .from(name("t"))
                            .where(field(name("n"), Integer.class).gt(1))))
            .select()
            .from(name("t")));
    all.put(
        "data changing with", DSL.with("x").as(deleteFrom(B).where(BID.gt(5)).returning(BID)).select().from(name("x")));
    all.put("union", DSL.select(AID).from(A).union(select(BID).from(B)).orderBy(1));
    all.put(
        "set operations",
        DSL.select(AID)
            .from(A)
            .except(select(BID).from(B))
            .unionAll(select(BID).from(B).intersect(select(AID).from(A)))
            .limit(20));
    all.put("values", DSL.selectFrom(values(row(1, 2), row(3, 4)).as("v", "a", "b")));
  }

  private static void writes(Map<String, Query> all) {
    all.put("insert", DSL.insertInto(A, AID, AT).values(60, "x").values(61, "y"));
    all.put("insert set", DSL.insertInto(A).set(AID, 60).set(AT, "x").returning(AID, AT));
    all.put("insert select", DSL.insertInto(A, AID, AT).select(select(BID.plus(100), BT).from(B).where(BID.gt(3))));
    all.put("on conflict nothing", DSL.insertInto(A, AID, AT).values(1, "x").onConflictDoNothing());
    all.put(
        "on conflict update",
        DSL.insertInto(A, AID, AT)
            .values(1, "x")
            .onConflictOnConstraint(name("a_pkey"))
            .doUpdate()
            .set(AT, excluded(AT))
            .where(AX.isNotNull())
            .returning());
    all.put(
        "on duplicate key",
        DSL.insertInto(A, AID, AT)
            .values(1, "x")
            .onConflict(field(name("tenant_id")), field(name("id")))
            .doUpdate()
            .set(AT, "z"));
    all.put("update", DSL.update(A).set(AT, "u").set(AX, AX.plus(1)).where(AID.lt(4).or(AT.eq("f"))));
    all.put("update row", DSL.update(A).set(row(AT, AX), row("r", 7)).where(AID.eq(1)));
    all.put(
        "update row of a query",
        DSL.update(A).set(row(AT, AX), select(BT, field(name("b", "x"), Integer.class)).from(B).where(BID.eq(AID))));
    all.put("update from", DSL.update(A).set(AT, BT).from(B).where(BID.eq(AID)).returning(AID, AT));
    all.put("update of a query", DSL.update(A).set(AX, field(selectCount().from(B).where(BID.gt(AID)))));
    all.put("delete", DSL.deleteFrom(A).where(AID.in(select(BID).from(B))).returning(AID));
    all.put("delete using", DSL.deleteFrom(A).using(B).where(BID.eq(AID)).and(BT.eq("d")));
    all.put(
        "merge",
        DSL.mergeInto(A)
            .using(B)
            .on(AID.eq(BID))
            .whenMatchedThenUpdate()
            .set(AT, BT)
            .whenNotMatchedThenInsert(AID, AT)
            .values(BID.plus(100), BT));
    all.put(
        "merge with conditions",
        DSL.mergeInto(A)
            .using(select(BID.as("i"), BT.as("s")).from(B).asTable("q"))
            .on(AID.eq(field(name("q", "i"), Integer.class)))
            .whenMatchedAnd(AX.isNull())
            .thenDelete()
            .whenMatchedThenUpdate()
            .set(AT, "m"));
  }
}
