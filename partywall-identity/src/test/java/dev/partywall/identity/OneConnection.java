package dev.partywall.identity;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Always the same connection, which nobody closes: as in a transaction that a framework manages. */
final class OneConnection {

  private OneConnection() {}

  static DataSource of(Connection connection) {
    Connection kept = proxy(Connection.class, connection);
    return (DataSource)
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, _, _) -> kept);
  }

  private static <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return method.getName().equals("close") ? null : method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
