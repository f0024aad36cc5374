package dev.partywall.benchmarks.leaks;

import com.baomidou.mybatisplus.core.MybatisConfiguration;
import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
import com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler;
import com.baomidou.mybatisplus.extension.plugins.inner.TenantLineInnerInterceptor;
import dev.partywall.core.TenantId;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.StatementCapture;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import org.apache.ibatis.builder.StaticSqlSource;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ResultMap;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/**
 * MyBatis-Plus with its tenant line interceptor: each statement is a mapper's, a {@code @Select} if it shows rows and
 * an {@code @Update} and the like if it does not. The common tables are on its list of tables to ignore.
 */
final class MybatisPlusTool implements Tool {

  private static final Set<String> COMMON = Set.of("countries", "rates", "country_regions");

  private final MybatisConfiguration configuration;
  private long current;
  private int number;

  MybatisPlusTool() {
    configuration =
        new MybatisConfiguration(new Environment("leaks", new JdbcTransactionFactory(), StatementCapture.dataSource()));
    MybatisPlusInterceptor interceptor = new MybatisPlusInterceptor();
    interceptor.addInnerInterceptor(new TenantLineInnerInterceptor(new CurrentTenant()));
    configuration.addInterceptor(interceptor);
  }

  @Override
  public String name() {
    return "mybatis_plus";
  }

  @Override
  public Sent send(OracleStatement statement, TenantId tenant) throws RejectedException {
    current = (Long) tenant.value();
    try {
      OracleStatement sent = StatementCapture.of(() -> execute(mapped(statement.sql())));
      OracleStatement bound = OracleStatement.of(sent.sql(), statement.parameters().toArray());
      return new Sent(Tool.asWished(bound, statement), "mapper", false);
    } catch (Exception e) {
      throw new RejectedException(e);
    }
  }

  private void execute(MappedStatement mapped) throws SQLException {
    Executor executor =
        configuration.newExecutor(
            new JdbcTransactionFactory().newTransaction(configuration.getEnvironment().getDataSource(), null, true),
            ExecutorType.SIMPLE);
    if (mapped.getSqlCommandType() == SqlCommandType.SELECT) {
      executor.query(mapped, Map.of(), RowBounds.DEFAULT, Executor.NO_RESULT_HANDLER);
    } else {
      executor.update(mapped, Map.of());
    }
  }

  private MappedStatement mapped(String sql) {
    number++;
    String id = "leaks.Statements.s" + number;
    return new MappedStatement.Builder(configuration, id, new StaticSqlSource(configuration, sql), command(sql))
        .resultMaps(List.of(new ResultMap.Builder(configuration, id, Map.class, List.of()).build()))
        .build();
  }

  private static SqlCommandType command(String sql) {
    String text = sql.strip().toLowerCase(Locale.ROOT);
    if (text.contains("returning")) {
      return SqlCommandType.SELECT;
    }
    return switch (text.split("[^a-z]+", 2)[0]) {
      case "insert" -> SqlCommandType.INSERT;
      case "delete" -> SqlCommandType.DELETE;
      case "", "select", "with", "values", "table", "explain" -> SqlCommandType.SELECT;
      default -> SqlCommandType.UPDATE;
    };
  }

  @Override
  public void close() {}

  private final class CurrentTenant implements TenantLineHandler {
    @Override
    public Expression getTenantId() {
      return new LongValue(current);
    }

    @Override
    public boolean ignoreTable(String tableName) {
      return COMMON.contains(tableName.toLowerCase(Locale.ROOT));
    }
  }
}
