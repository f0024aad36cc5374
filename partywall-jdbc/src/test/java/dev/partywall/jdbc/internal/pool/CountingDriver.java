package dev.partywall.jdbc.internal.pool;

import dev.partywall.jdbc.PoolSettings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** PostgreSQL's driver under URLs {@code jdbc:counted:...}, which counts for itself what is open and what is run. */
public final class CountingDriver implements Driver {

  static final AtomicInteger OPEN = new AtomicInteger();
  static final AtomicInteger MOST = new AtomicInteger();
  static final AtomicInteger MOST_OF_A_HOST = new AtomicInteger();
  static final AtomicInteger OPENED = new AtomicInteger();
  static final AtomicInteger STATEMENTS = new AtomicInteger();

  private static final AtomicInteger LOOKS = new AtomicInteger();
  private static final Map<String, AtomicInteger> OPEN_BY_HOST = new ConcurrentHashMap<>();
  private static final String PREFIX = "jdbc:counted:";
  private static final CountingDriver INSTANCE = new CountingDriver();

  /** Registers the driver, and starts to count from what is open now. */
  public static void reset() throws SQLException {
    DriverManager.deregisterDriver(INSTANCE);
    DriverManager.registerDriver(INSTANCE);
    MOST.set(OPEN.get());
    MOST_OF_A_HOST.set(0);
    OPENED.set(0);
    STATEMENTS.set(0);
    LOOKS.set(0);
  }

  /** How many statements were made that do not look for changes of the schema. */
  public static int statements() {
    return STATEMENTS.get() - LOOKS.get();
  }

  /** A pool over this driver. */
  public static PoolSettings counted(PoolSettings settings) {
    return new PoolSettings(
        counted(settings.url()),
        settings.username(),
        settings.password(),
        settings.maximumSize(),
        settings.properties(),
        settings.owner());
  }

  static String counted(String url) {
    return url.replace("jdbc:", PREFIX);
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    int open = OPEN.incrementAndGet();
    MOST.accumulateAndGet(open, Math::max);
    AtomicInteger openOfHost =
        OPEN_BY_HOST.computeIfAbsent(URI.create(url.replace(PREFIX, "")).getHost(), _ -> new AtomicInteger());
    MOST_OF_A_HOST.accumulateAndGet(openOfHost.incrementAndGet(), Math::max);
    OPENED.incrementAndGet();
    try {
      Connection connection = DriverManager.getConnection(url.replace(PREFIX, "jdbc:"), properties);
      AtomicInteger closed = new AtomicInteger();
      InvocationHandler handler =
          (_, method, arguments) -> {
            switch (method.getName()) {
              case "createStatement", "prepareStatement", "setTransactionIsolation" -> STATEMENTS.incrementAndGet();
              default -> {}
            }
            if (arguments != null && arguments[0] instanceof String sql && sql.contains("pg_catalog.pg_namespace")) {
              LOOKS.incrementAndGet();
            }
            try {
              return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            } finally {
              boolean ends = method.getName().equals("close") || method.getName().equals("abort");
              if (ends && closed.incrementAndGet() == 1) {
                OPEN.decrementAndGet();
                openOfHost.decrementAndGet();
              }
            }
          };
      return (Connection)
          Proxy.newProxyInstance(CountingDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    } catch (SQLException e) {
      OPEN.decrementAndGet();
      openOfHost.decrementAndGet();
      throw e;
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
