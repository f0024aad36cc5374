package dev.partywall.jdbc.oracle;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantMismatchException;
import dev.partywall.sql.BindPlan;
import dev.partywall.sql.BindPlan.TenantLiteral;
import dev.partywall.sql.BindPlan.TenantParameter;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.guard.SqlGuard;
import dev.partywall.test.TestDatabase;
import dev.partywall.test.oracle.TenantGate;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs statements with nothing between the guard and the database, so that the oracle judges the guard alone. */
final class GuardGate implements TenantGate, AutoCloseable {

  private final Connection plain;
  private final SqlGuard guard;

  GuardGate(TestDatabase database, SqlGuard guard) throws SQLException {
    this.plain = database.dataSource().getConnection();
    this.guard = guard;
  }

  @Override
  public void call(TenantId tenant, Work work) throws SQLException {
    try {
      work.on(proxy(Connection.class, (_, method, args) -> onConnection(method, args, tenant)));
    } catch (RuntimeException e) {
      plain.rollback();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    plain.close();
  }

  private @Nullable Object onConnection(Method method, Object[] args, TenantId tenant) throws Throwable {
    if (!method.getName().equals("prepareStatement")) {
      return invoke(plain, method, args);
    }
    GuardedStatement guarded = guard.guard((String) args[0], Reach.TENANT);
    args[0] = guarded.text();
    return new Bound((PreparedStatement) invoke(plain, method, args), guarded.binds(), tenant).proxy();
  }

  /** A statement whose parameters have moved. */
  private record Bound(PreparedStatement statement, BindPlan binds, TenantId tenant, Object[] values) {

    Bound(PreparedStatement statement, BindPlan binds, TenantId tenant) {
      this(statement, binds, tenant, new Object[binds.callerCount() + 1]);
    }

    PreparedStatement proxy() {
      return GuardGate.proxy(PreparedStatement.class, (_, method, args) -> call(method, args));
    }

    private @Nullable Object call(Method method, Object[] args) throws Throwable {
      if (method.getName().equals("setObject")) {
        values[(int) args[0]] = args[1];
        args[0] = binds.position((int) args[0]);
      } else if (method.getName().equals("execute")) {
        bindTenant();
      }
      return invoke(statement, method, args);
    }

    private void bindTenant() throws SQLException {
      for (TenantParameter parameter : binds.tenantParameters()) {
        requireTenant(values[parameter.parameter()], parameter.where());
      }
      for (TenantLiteral literal : binds.tenantLiterals()) {
        requireTenant(literal.value(), literal.where());
      }
      for (int position : binds.tenantPositions()) {
        statement.setObject(position, tenant.value());
      }
    }

    private void requireTenant(@Nullable Object given, String where) {
      if (!tenant.toString().equals(String.valueOf(given))) {
        throw new TenantMismatchException(null, given, where);
      }
    }
  }

  private static @Nullable Object invoke(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(GuardGate.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
