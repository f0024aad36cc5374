package dev.partywall.spring.boot.contract;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class DataJpaContractTest extends ToolContract {

  @Override
  Class<?> application() {
    return Application.class;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(excludeName = {Exclusions.DATA_JDBC, Exclusions.JOOQ, Exclusions.MYBATIS})
  static class Application {

    @Bean
    Tool tool(Customers customers, Purchases purchases, Remarks remarks, EntityManager entities) {
      return new DataJpaTool(customers, purchases, remarks, entities);
    }
  }

  private record DataJpaTool(Customers customers, Purchases purchases, Remarks remarks, EntityManager entities)
      implements Tool {

    @Override
    public void insert(Customer customer) {
      customers.saveAndFlush(entity(customer));
    }

    private CustomerEntity entity(Customer customer) {
      CustomerEntity entity = new CustomerEntity();
      entity.take(customer, country(customer.country()));
      return entity;
    }

    private CountryEntity country(String code) {
      return entities.find(CountryEntity.class, code);
    }

    @Override
    public void insert(Purchase p) {
      PurchaseEntity entity = new PurchaseEntity();
      entity.id = p.id();
      entity.customer = customers.getReferenceById(p.customerId());
      entity.product = p.product();
      entity.amount = p.amount();
      purchases.saveAndFlush(entity);
    }

    @Override
    public void insertAll(List<Customer> batch) {
      customers.saveAllAndFlush(batch.stream().map(this::entity).toList());
    }

    @Override
    public long insertRemark(long customerId, String text) {
      RemarkEntity remark = new RemarkEntity();
      remark.customer = customers.getReferenceById(customerId);
      remark.text = text;
      return remarks.save(remark).id;
    }

    @Override
    public Optional<String> remark(long id) {
      return remarks.findById(id).map(remark -> remark.text);
    }

    @Override
    public Optional<Customer> find(long id) {
      return customers.findById(id).map(CustomerEntity::customer);
    }

    @Override
    public List<Customer> all() {
      return customers.findByIdGreaterThanOrderById(0).stream().map(CustomerEntity::customer).toList();
    }

    @Override
    public List<Customer> inCity(String city) {
      return customers.findByCityOrderById(city).stream().map(CustomerEntity::customer).toList();
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

    @Override
    public boolean update(Customer customer) {
      Optional<CustomerEntity> stored = customers.findById(customer.id());
      stored.ifPresent(
          entity -> {
            entity.take(customer, country(customer.country()));
            customers.saveAndFlush(entity);
          });
      return stored.isPresent();
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
      return purchases.deleteBelow(amount);
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
