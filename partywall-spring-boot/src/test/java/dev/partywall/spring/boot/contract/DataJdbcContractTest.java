package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;

class DataJdbcContractTest extends ToolContract {

  @Override
  Class<?> application() {
    return Application.class;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {Exclusions.HIBERNATE, Exclusions.DATA_JPA, Exclusions.JOOQ, Exclusions.MYBATIS})
  static class Application {

    @Bean
    Tool tool(CustomerRows customers, RemarkRows remarks, JdbcAggregateTemplate aggregates) {
      return new DataJdbcTool(customers, remarks, aggregates);
    }
  }

  private record DataJdbcTool(CustomerRows customers, RemarkRows remarks, JdbcAggregateTemplate aggregates)
      implements Tool {

    @Override
    public void insert(Customer customer) {
      aggregates.insert(CustomerRow.of(customer));
    }

    @Override
    public void insert(Purchase p) {
      aggregates.insert(new PurchaseRow(p.id(), p.customerId(), p.product(), p.amount()));
    }

    @Override
    public void insertAll(List<Customer> batch) {
      aggregates.insertAll(batch.stream().map(CustomerRow::of).toList());
    }

    @Override
    public long insertRemark(long customerId, String text) {
      return remarks.save(new RemarkRow(null, customerId, text)).id();
    }

    @Override
    public Optional<String> remark(long id) {
      return remarks.findById(id).map(RemarkRow::text);
    }

    @Override
    public Optional<Customer> find(long id) {
      return customers.findById(id).map(CustomerRow::customer);
    }

    @Override
    public List<Customer> all() {
      return customers.findByIdGreaterThanOrderById(0).stream().map(CustomerRow::customer).toList();
    }

    @Override
    public List<Customer> inCity(String city) {
      return customers.findByCityOrderById(city).stream().map(CustomerRow::customer).toList();
    }

    @Override
    public long count() {
      return customers.count();
    }

    @Override
    public List<Total> totals() {
      return customers.totals();
    }

    @Override
    public List<String> withoutPurchases() {
      return customers.withoutPurchases();
    }

    /** A save of a row that is not there is an error of Spring Data's, so it is looked up first. */
    @Override
    public boolean update(Customer customer) {
      if (!customers.existsById(customer.id())) {
        return false;
      }
      customers.save(CustomerRow.of(customer));
      return true;
    }

    @Override
    public boolean delete(long id) {
      return customers.remove(id) == 1;
    }

    @Override
    public int raiseCredit(String country, BigDecimal by) {
      return customers.raiseCredit(country, by);
    }

    @Override
    public int deletePurchasesBelow(BigDecimal amount) {
      return customers.deletePurchasesBelow(amount);
    }

    @Override
    public List<String> nativeRanking() {
      return customers.ranking();
    }

    @Override
    public int nativeRename(long id, String name) {
      return customers.rename(id, name);
    }

    @Override
    public void nativeInsertWithTenant(long tenantId, Customer c) {
      customers.insertWithTenant(tenantId, c.id(), c.name(), c.city(), c.country(), c.credit());
    }
  }
}
