package dev.partywall.test.oracle;

import java.io.Serial;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source behind which no database is. It shows which statement a tool makes of what an application asks of it,
 * so that it can be tried with the {@link TwoTenantOracle}: the first one that the tool executes is thrown.
 *
 * {@snippet :
 * SessionFactory factory = configured(StatementCapture.dataSource());
 * OracleStatement sent = StatementCapture.of(() -> factory.inSession(session -> session.find(Note.class, 1)));
 * }
 */
public final class StatementCapture {

  private StatementCapture() {}

  /** The data source. */
  public static DataSource dataSource() {
    return proxy(DataSource.class, StatementCapture::source);
  }

  /**
   * The first statement that work executes on the data source.
   *
   * @throws Exception what the tool threw by itself, before it executed any
   */
  public static OracleStatement of(Work work) throws Exception {
    try {
      work.run();
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Caught caught) {
          return caught.statement;
        }
      }
      throw e;
    }
    throw new IllegalStateException("Nothing was executed");
  }

  /** What uses the data source. */
  @FunctionalInterface
  public interface Work {

    /** Uses it. */
    void run() throws Exception;
  }

  private static @Nullable Object source(Object self, Method method, @Nullable Object @Nullable [] arguments) {
    return method.getName().equals("getConnection")
        ? proxy(Connection.class, StatementCapture::connection)
        : nothing(method);
  }

  private static @Nullable Object connection(Object self, Method method, @Nullable Object @Nullable [] arguments) {
    if (arguments != null && method.getName().startsWith("prepare")) {
      return proxy(PreparedStatement.class, new Preparing(String.valueOf(arguments[0])));
    }
    return nothing(method);
  }

  private static @Nullable Object nothing(Method method) {
    Class<?> type = method.getReturnType();
    if (type == boolean.class) {
      return false;
    }
    return type == int.class ? (Object) 0 : null;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(StatementCapture.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A statement that is being prepared. */
  private static final class Preparing implements InvocationHandler {
    private final String sql;
    private final TreeMap<Integer, @Nullable Object> parameters = new TreeMap<>();

    Preparing(String sql) {
      this.sql = sql;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments) {
      String name = method.getName();
      if (name.startsWith("execute") || name.equals("addBatch")) {
        throw new Caught(OracleStatement.of(sql, parameters.values().toArray()));
      }
      if (name.startsWith("set")
          && arguments != null
          && arguments.length > 1
          && arguments[0] instanceof Integer index) {
        parameters.put(index, name.equals("setNull") ? null : arguments[1]);
      }
      return nothing(method);
    }
  }

  /** The statement that a tool was about to execute. */
  private static final class Caught extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient OracleStatement statement;

    Caught(OracleStatement statement) {
      super(statement.sql(), null, false, false);
      this.statement = statement;
    }
  }
}
