package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

class JdbcClientContractTest extends ToolContract {

  @Override
  Class<?> application() {
    return Application.class;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        Exclusions.HIBERNATE,
        Exclusions.DATA_JPA,
        Exclusions.DATA_JDBC,
        Exclusions.JOOQ,
        Exclusions.MYBATIS
      })
  static class Application {

    @Bean
    Tool tool(JdbcClient jdbc, JdbcTemplate template) {
      return new JdbcClientTool(jdbc, template);
    }
  }

  private record JdbcClientTool(JdbcClient jdbc, JdbcTemplate template) implements Tool {

    private static final String INSERT =
        "insert into customer (id, name, city, country, credit) values (?, ?, ?, ?, ?)";
    private static final String SELECT = "select id, name, city, country, credit from customer";

    @Override
    public void insert(Customer c) {
      jdbc.sql(INSERT).params(c.id(), c.name(), c.city(), c.country(), c.credit()).update();
    }

    @Override
    public void insert(Purchase p) {
      jdbc.sql("insert into purchase (id, customer_id, product, amount) values (:id, :customerId, :product, :amount)")
          .paramSource(p)
          .update();
    }

    @Override
    public void insertAll(List<Customer> customers) {
      template.batchUpdate(
          INSERT,
          customers.stream().map(c -> new Object[] {c.id(), c.name(), c.city(), c.country(), c.credit()}).toList());
    }

    @Override
    public long insertRemark(long customerId, String text) {
      KeyHolder keys = new GeneratedKeyHolder();
      jdbc.sql("insert into remark (customer_id, text) values (?, ?)").params(customerId, text).update(keys, "id");
      return keys.getKey().longValue();
    }

    @Override
    public Optional<String> remark(long id) {
      return jdbc.sql("select text from remark where id = ?").param(id).query(String.class).optional();
    }

    @Override
    public Optional<Customer> find(long id) {
      return jdbc.sql(SELECT + " where id = ?").param(id).query(Customer.class).optional();
    }

    @Override
    public List<Customer> all() {
      return jdbc.sql(SELECT + " order by id").query(Customer.class).list();
    }

    @Override
    public List<Customer> inCity(String city) {
      return jdbc.sql(SELECT + " where city = :city order by id").param("city", city).query(Customer.class).list();
    }

    @Override
    public long count() {
      return jdbc.sql("select count(*) from customer").query(Long.class).single();
    }

    @Override
    public List<Total> totals() {
      return jdbc.sql(Statements.TOTALS).query(Total.class).list();
    }

    @Override
    public List<String> withoutPurchases() {
      return jdbc.sql(Statements.WITHOUT_PURCHASES).query(String.class).list();
    }

    @Override
    public boolean update(Customer c) {
      return jdbc.sql("update customer set name = ?, city = ?, country = ?, credit = ? where id = ?")
              .params(c.name(), c.city(), c.country(), c.credit(), c.id())
              .update()
          == 1;
    }

    @Override
    public boolean delete(long id) {
      return jdbc.sql("delete from customer where id = ?").param(id).update() == 1;
    }

    @Override
    public int raiseCredit(String country, BigDecimal by) {
      return jdbc.sql("update customer set credit = credit + ? where country = ?").params(by, country).update();
    }

    @Override
    public int deletePurchasesBelow(BigDecimal amount) {
      return jdbc.sql("delete from purchase where amount < ?").param(amount).update();
    }

    @Override
    public List<String> nativeRanking() {
      return jdbc.sql(Statements.RANKING).query(String.class).list();
    }

    @Override
    public int nativeRename(long id, String name) {
      return jdbc.sql("update customer set name = ? where id = ?").params(name, id).update();
    }

    @Override
    public void nativeInsertWithTenant(long tenantId, Customer c) {
      jdbc.sql("insert into customer values (?, ?, ?, ?, ?, ?)")
          .params(tenantId, c.id(), c.name(), c.city(), c.country(), c.credit())
          .update();
    }
  }
}
