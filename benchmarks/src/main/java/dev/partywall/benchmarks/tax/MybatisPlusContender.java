package dev.partywall.benchmarks.tax;

import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.core.MybatisSqlSessionFactoryBuilder;
import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
import com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler;
import com.baomidou.mybatisplus.extension.plugins.inner.TenantLineInnerInterceptor;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** MyBatis-Plus with its tenant line interceptor: a session for each operation, auto-commit. */
final class MybatisPlusContender implements Contender {

  private final SqlSessionFactory factory;

  /** The benchmark has one thread, so that a field serves where an application has a thread-local. */
  private long current;

  MybatisPlusContender(DataSource pool) {
    MybatisConfiguration configuration =
        new MybatisConfiguration(new Environment("benchmark", new JdbcTransactionFactory(), pool));
    MybatisPlusInterceptor interceptor = new MybatisPlusInterceptor();
    interceptor.addInnerInterceptor(new TenantLineInnerInterceptor(new CurrentTenant()));
    configuration.addInterceptor(interceptor);
    configuration.addMapper(Statements.class);
    this.factory = new MybatisSqlSessionFactoryBuilder().build(configuration);
  }

  @Override
  public String name() {
    return "mybatis_plus";
  }

  private long inSession(long tenant, ToLongFunction<Statements> work) {
    current = tenant;
    try (SqlSession session = factory.openSession(true)) {
      return work.applyAsLong(session.getMapper(Statements.class));
    }
  }

  @Override
  public long primaryKeyRead(long tenant, long product) {
    return inSession(
        tenant,
        statements -> {
          Product found = statements.product(product);
          return found.name().length() + found.price();
        });
  }

  @Override
  public long list20(long tenant, long fromProduct) {
    return inSession(
        tenant,
        statements ->
            statements.products(fromProduct).stream()
                .mapToLong(listed -> String.valueOf(listed.id()).length() + listed.price())
                .sum());
  }

  @Override
  public long insert(long tenant, long id, String text) {
    return inSession(tenant, statements -> statements.insert(id, text));
  }

  @Override
  public long update(long tenant, long product, int stock) {
    return inSession(tenant, statements -> statements.update(product, stock));
  }

  @Override
  public long join4(long tenant, long order) {
    return inSession(
        tenant,
        statements -> statements.lines(order).stream().mapToLong(line -> line.status().length() + line.amount()).sum());
  }

  private final class CurrentTenant implements TenantLineHandler {
    @Override
    public Expression getTenantId() {
      return new LongValue(current);
    }
  }

  record Product(String name, Long price, Integer stock) {}

  record Listed(Long id, String name, Long price) {}

  record Line(String status, String customer, String product, Long amount) {}

  interface Statements {
    @Select("SELECT name, price, stock FROM products WHERE id = #{id}")
    Product product(@Param("id") long id);

    @Select("SELECT id, name, price FROM products WHERE id >= #{from} ORDER BY id LIMIT 20")
    List<Listed> products(@Param("from") long from);

    @Insert("INSERT INTO events (id, text) VALUES (#{id}, #{text})")
    int insert(@Param("id") long id, @Param("text") String text);

    @Update("UPDATE products SET stock = #{stock} WHERE id = #{id}")
    int update(@Param("id") long id, @Param("stock") int stock);

    @Select(
        """
        SELECT o.status, c.name AS customer, p.name AS product, l.quantity * p.price AS amount
        FROM orders o
        JOIN customers c ON c.id = o.customer_id
        JOIN order_lines l ON l.order_id = o.id
        JOIN products p ON p.id = l.product_id
        WHERE o.id = #{order}""")
    List<Line> lines(@Param("order") long order);
  }
}
