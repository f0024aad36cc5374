package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class MyBatisContractTest extends ToolContract {

  @Override
  Class<?> application() {
    return Application.class;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {Exclusions.HIBERNATE, Exclusions.DATA_JPA, Exclusions.DATA_JDBC, Exclusions.JOOQ})
  static class Application {

    @Bean
    Tool tool(CustomerMapper mapper, SqlSessionFactory sessions) {
      return new MyBatisTool(mapper, sessions);
    }
  }

  /** MyBatis sets the key on it. */
  static class Remark {
    public Long id;
    public long customerId;
    public String text;
  }

  @Mapper
  interface CustomerMapper {

    String SELECT = "select id, name, city, country, credit from customer";

    @Insert(
        "insert into customer (id, name, city, country, credit) values (#{id}, #{name}, #{city}, #{country}, #{credit})")
    void insert(Customer customer);

    @Insert(
        "insert into purchase (id, customer_id, product, amount) values (#{id}, #{customerId}, #{product}, #{amount})")
    void insertPurchase(Purchase purchase);

    @Insert("insert into remark (customer_id, text) values (#{customerId}, #{text})")
    @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
    void insertRemark(Remark remark);

    @Select("select text from remark where id = #{id}")
    Optional<String> remark(long id);

    @Select(SELECT + " where id = #{id}")
    Optional<Customer> find(long id);

    @Select(SELECT + " order by id")
    List<Customer> all();

    @Select(SELECT + " where city = #{city} order by id")
    List<Customer> inCity(String city);

    @Select("select count(*) from customer")
    long count();

    @Select(Statements.TOTALS)
    List<Total> totals();

    @Select(Statements.WITHOUT_PURCHASES)
    List<String> withoutPurchases();

    @Update(
        "update customer set name = #{name}, city = #{city}, country = #{country}, credit = #{credit} where id = #{id}")
    int update(Customer customer);

    @Delete("delete from customer where id = #{id}")
    int delete(long id);

    @Update("update customer set credit = credit + #{by} where country = #{country}")
    int raiseCredit(@Param("country") String country, @Param("by") BigDecimal by);

    @Delete("delete from purchase where amount < #{amount}")
    int deletePurchasesBelow(BigDecimal amount);

    @Select(Statements.RANKING)
    List<String> ranking();

    @Update("update customer set name = #{name} where id = #{id}")
    int rename(@Param("id") long id, @Param("name") String name);

    @Insert("insert into customer values" + " (#{tenant}, #{c.id}, #{c.name}, #{c.city}, #{c.country}, #{c.credit})")
    void insertWithTenant(@Param("tenant") long tenant, @Param("c") Customer customer);
  }

  private record MyBatisTool(CustomerMapper mapper, SqlSessionFactory sessions) implements Tool {

    @Override
    public void insert(Customer customer) {
      mapper.insert(customer);
    }

    @Override
    public void insert(Purchase purchase) {
      mapper.insertPurchase(purchase);
    }

    @Override
    public void insertAll(List<Customer> customers) {
      try (SqlSession session = sessions.openSession(ExecutorType.BATCH)) {
        CustomerMapper batch = session.getMapper(CustomerMapper.class);
        customers.forEach(batch::insert);
        session.commit();
      }
    }

    @Override
    public long insertRemark(long customerId, String text) {
      Remark remark = new Remark();
      remark.customerId = customerId;
      remark.text = text;
      mapper.insertRemark(remark);
      return remark.id;
    }

    @Override
    public Optional<String> remark(long id) {
      return mapper.remark(id);
    }

    @Override
    public Optional<Customer> find(long id) {
      return mapper.find(id);
    }

    @Override
    public List<Customer> all() {
      return mapper.all();
    }

    @Override
    public List<Customer> inCity(String city) {
      return mapper.inCity(city);
    }

    @Override
    public long count() {
      return mapper.count();
    }

    @Override
    public List<Total> totals() {
      return mapper.totals();
    }

    @Override
    public List<String> withoutPurchases() {
      return mapper.withoutPurchases();
    }

    @Override
    public boolean update(Customer customer) {
      return mapper.update(customer) == 1;
    }

    @Override
    public boolean delete(long id) {
      return mapper.delete(id) == 1;
    }

    @Override
    public int raiseCredit(String country, BigDecimal by) {
      return mapper.raiseCredit(country, by);
    }

    @Override
    public int deletePurchasesBelow(BigDecimal amount) {
      return mapper.deletePurchasesBelow(amount);
    }

    @Override
    public List<String> nativeRanking() {
      return mapper.ranking();
    }

    @Override
    public int nativeRename(long id, String name) {
      return mapper.rename(id, name);
    }

    @Override
    public void nativeInsertWithTenant(long tenantId, Customer customer) {
      mapper.insertWithTenant(tenantId, customer);
    }
  }
}
