package dev.partywall.benchmarks.model;

import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.core.MybatisSqlSessionFactoryBuilder;
import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.baomidou.mybatisplus.core.conditions.update.UpdateWrapper;
import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.baomidou.mybatisplus.core.toolkit.GlobalConfigUtils;
import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
import com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler;
import com.baomidou.mybatisplus.extension.plugins.inner.TenantLineInnerInterceptor;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.NullUnmarked;

/** MyBatis-Plus' own mappers with its tenant line interceptor: a session for each operation, auto-commit. */
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
    GlobalConfigUtils.getGlobalConfig(configuration).setBanner(false);
    configuration.addMapper(Products.class);
    configuration.addMapper(Events.class);
    this.factory = new MybatisSqlSessionFactoryBuilder().build(configuration);
  }

  @Override
  public String name() {
    return "mybatis_plus";
  }

  private long inSession(long tenant, ToLongFunction<SqlSession> work) {
    current = tenant;
    try (SqlSession session = factory.openSession(true)) {
      return work.applyAsLong(session);
    }
  }

  @Override
  public long readByKey(long tenant, long product) {
    return inSession(tenant, session -> session.getMapper(Products.class).selectById(product).value());
  }

  @Override
  public long list20(long tenant, long from) {
    QueryWrapper<ProductBean> wrapper =
        new QueryWrapper<ProductBean>().ge("id", from).orderByAsc("id").last("LIMIT 20");
    return inSession(
        tenant,
        session -> session.getMapper(Products.class).selectList(wrapper).stream().mapToLong(ProductBean::value).sum());
  }

  @Override
  public long insert(long tenant, long id, String text) {
    return inSession(tenant, session -> session.getMapper(Events.class).insert(new EventBean(id, text)));
  }

  @Override
  public long update(long tenant, long product, int stock) {
    UpdateWrapper<ProductBean> wrapper = new UpdateWrapper<ProductBean>().eq("id", product).set("stock", stock);
    return inSession(tenant, session -> session.getMapper(Products.class).update(wrapper));
  }

  private final class CurrentTenant implements TenantLineHandler {
    @Override
    public Expression getTenantId() {
      return new LongValue(current);
    }
  }

  /** A product. */
  @NullUnmarked
  @TableName("products")
  static final class ProductBean {
    @TableId private Long id;
    private String name;
    private Long price;
    private Integer stock;

    public Long getId() {
      return id;
    }

    public void setId(Long id) {
      this.id = id;
    }

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public Long getPrice() {
      return price;
    }

    public void setPrice(Long price) {
      this.price = price;
    }

    public Integer getStock() {
      return stock;
    }

    public void setStock(Integer stock) {
      this.stock = stock;
    }

    long value() {
      return Data.value(name, price, stock);
    }
  }

  /** An event. */
  @TableName("events")
  static final class EventBean {
    @TableId private final Long id;
    private final String text;

    EventBean(Long id, String text) {
      this.id = id;
      this.text = text;
    }

    public Long getId() {
      return id;
    }

    public String getText() {
      return text;
    }
  }

  interface Products extends BaseMapper<ProductBean> {}

  interface Events extends BaseMapper<EventBean> {}
}
