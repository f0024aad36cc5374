package dev.partywall.benchmarks.leaks;

import java.io.Serial;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source behind which nothing is: the first statement that a tool executes on it comes back as {@link Caught}.
 */
final class Capture {

  private Capture() {}

  static DataSource dataSource() {
    return proxy(DataSource.class, Capture::source);
  }

  private static @Nullable Object source(Object self, Method method, @Nullable Object @Nullable [] arguments) {
    return method.getName().equals("getConnection") ? proxy(Connection.class, Capture::connection) : nothing(method);
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
    return type.cast(Proxy.newProxyInstance(Capture.class.getClassLoader(), new Class<?>[] {type}, handler));
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
        throw new Caught(sql, new ArrayList<>(parameters.values()));
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
  static final class Caught extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final String sql;
    private final transient List<@Nullable Object> parameters;

    private Caught(String sql, List<@Nullable Object> parameters) {
      super(sql, null, false, false);
      this.sql = sql;
      this.parameters = parameters;
    }

    String sql() {
      return sql;
    }

    List<@Nullable Object> parameters() {
      return parameters;
    }

    /** The one among the causes of what a tool threw; null if the tool failed by itself. */
    static @Nullable Caught in(Throwable thrown) {
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        if (cause instanceof Caught caught) {
          return caught;
        }
      }
      return null;
    }
  }
}
