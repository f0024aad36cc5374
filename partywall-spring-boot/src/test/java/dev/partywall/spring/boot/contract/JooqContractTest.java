package dev.partywall.spring.boot.contract;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class JooqContractTest extends ToolContract {

  @Override
  Class<?> application() {
    return Application.class;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {Exclusions.HIBERNATE, Exclusions.DATA_JPA, Exclusions.DATA_JDBC, Exclusions.MYBATIS})
  static class Application {

    @Bean
    Tool tool(DSLContext dsl) {
      return new JooqTool(dsl);
    }
  }

  private record JooqTool(DSLContext dsl) implements Tool {

    private static final Table<Record> CUSTOMER = table(name("customer"));
    private static final Field<Long> ID = field(name("customer", "id"), SQLDataType.BIGINT);
    private static final Field<String> NAME = field(name("customer", "name"), SQLDataType.VARCHAR);
    private static final Field<String> CITY = field(name("customer", "city"), SQLDataType.VARCHAR);
    private static final Field<String> COUNTRY = field(name("customer", "country"), SQLDataType.VARCHAR);
    private static final Field<BigDecimal> CREDIT = field(name("customer", "credit"), SQLDataType.NUMERIC(12, 2));
    private static final Table<Record> PURCHASE = table(name("purchase"));
    private static final Field<Long> PURCHASE_ID = field(name("purchase", "id"), SQLDataType.BIGINT);
    private static final Field<Long> BUYER = field(name("purchase", "customer_id"), SQLDataType.BIGINT);
    private static final Field<String> PRODUCT = field(name("purchase", "product"), SQLDataType.VARCHAR);
    private static final Field<BigDecimal> AMOUNT = field(name("purchase", "amount"), SQLDataType.NUMERIC(12, 2));
    private static final Table<Record> REMARK = table(name("remark"));
    private static final Field<Long> REMARK_ID = field(name("remark", "id"), SQLDataType.BIGINT);
    private static final Field<Long> REMARKED = field(name("remark", "customer_id"), SQLDataType.BIGINT);
    private static final Field<String> TEXT = field(name("remark", "text"), SQLDataType.VARCHAR);
    private static final Table<Record> NATION = table(name("country"));
    private static final Field<String> CODE = field(name("country", "code"), SQLDataType.VARCHAR);
    private static final Field<String> NATION_NAME = field(name("country", "name"), SQLDataType.VARCHAR);

    @Override
    public void insert(Customer c) {
      dsl.insertInto(CUSTOMER, ID, NAME, CITY, COUNTRY, CREDIT)
          .values(c.id(), c.name(), c.city(), c.country(), c.credit())
          .execute();
    }

    @Override
    public void insert(Purchase p) {
      dsl.insertInto(PURCHASE, PURCHASE_ID, BUYER, PRODUCT, AMOUNT)
          .values(p.id(), p.customerId(), p.product(), p.amount())
          .execute();
    }

    @Override
    public void insertAll(List<Customer> customers) {
      var batch =
          dsl.batch(dsl.insertInto(CUSTOMER, ID, NAME, CITY, COUNTRY, CREDIT).values(0L, "", "", "", BigDecimal.ZERO));
      for (Customer c : customers) {
        batch = batch.bind(c.id(), c.name(), c.city(), c.country(), c.credit());
      }
      batch.execute();
    }

    @Override
    public long insertRemark(long customerId, String text) {
      return dsl.insertInto(REMARK, REMARKED, TEXT)
          .values(customerId, text)
          .returningResult(REMARK_ID)
          .fetchSingle(REMARK_ID);
    }

    @Override
    public Optional<String> remark(long id) {
      return dsl.select(TEXT).from(REMARK).where(REMARK_ID.eq(id)).fetchOptional(TEXT);
    }

    @Override
    public Optional<Customer> find(long id) {
      return dsl.select(ID, NAME, CITY, COUNTRY, CREDIT)
          .from(CUSTOMER)
          .where(ID.eq(id))
          .fetchOptional()
          .map(JooqTool::customer);
    }

    private static Customer customer(Record row) {
      return new Customer(row.get(ID), row.get(NAME), row.get(CITY), row.get(COUNTRY), row.get(CREDIT));
    }

    @Override
    public List<Customer> all() {
      return dsl.select(ID, NAME, CITY, COUNTRY, CREDIT).from(CUSTOMER).orderBy(ID).fetch(JooqTool::customer);
    }

    @Override
    public List<Customer> inCity(String city) {
      return dsl.select(ID, NAME, CITY, COUNTRY, CREDIT)
          .from(CUSTOMER)
          .where(CITY.eq(city))
          .orderBy(ID)
          .fetch(JooqTool::customer);
    }

    @Override
    public long count() {
      return dsl.fetchCount(CUSTOMER);
    }

    @Override
    public List<Total> totals() {
      return dsl.select(NAME, NATION_NAME, coalesce(sum(AMOUNT), BigDecimal.ZERO).as("amount"))
          .from(CUSTOMER)
          .join(PURCHASE)
          .on(BUYER.eq(ID))
          .join(NATION)
          .on(CODE.eq(COUNTRY))
          .groupBy(ID, NAME, NATION_NAME)
          .orderBy(NAME)
          .fetch(row -> new Total(row.value1(), row.value2(), row.value3()));
    }

    @Override
    public List<String> withoutPurchases() {
      return dsl.select(NAME)
          .from(CUSTOMER)
          .where(notExists(selectOne().from(PURCHASE).where(BUYER.eq(ID))))
          .orderBy(NAME)
          .fetch(NAME);
    }

    @Override
    public boolean update(Customer c) {
      return dsl.update(CUSTOMER)
              .set(NAME, c.name())
              .set(CITY, c.city())
              .set(COUNTRY, c.country())
              .set(CREDIT, c.credit())
              .where(ID.eq(c.id()))
              .execute()
          == 1;
    }

    @Override
    public boolean delete(long id) {
      return dsl.deleteFrom(CUSTOMER).where(ID.eq(id)).execute() == 1;
    }

    @Override
    public int raiseCredit(String country, BigDecimal by) {
      return dsl.update(CUSTOMER).set(CREDIT, CREDIT.plus(by)).where(COUNTRY.eq(country)).execute();
    }

    @Override
    public int deletePurchasesBelow(BigDecimal amount) {
      return dsl.deleteFrom(PURCHASE).where(AMOUNT.lt(amount)).execute();
    }

    @Override
    public List<String> nativeRanking() {
      return dsl.resultQuery(Statements.RANKING).fetch(0, String.class);
    }

    @Override
    public int nativeRename(long id, String name) {
      return dsl.query("update customer set name = ? where id = ?", name, id).execute();
    }

    @Override
    public void nativeInsertWithTenant(long tenantId, Customer c) {
      dsl.query(
              "insert into customer values (?, ?, ?, ?, ?, ?)",
              tenantId,
              c.id(),
              c.name(),
              c.city(),
              c.country(),
              c.credit())
          .execute();
    }
  }
}
