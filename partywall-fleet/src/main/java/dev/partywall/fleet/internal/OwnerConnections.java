package dev.partywall.fleet.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.jdbc.PhysicalDatabase;
import java.time.Duration;

/** Small pools of connections past the guard, as the owner. A pool without use holds none. */
public final class OwnerConnections {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private OwnerConnections() {}

  /**
   * A pool, which its user closes.
   *
   * @param what what the connections are for, for the pool's name
   * @param size how many connections there are at most
   */
  public static HikariDataSource to(PhysicalDatabase database, String what, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("partywall-" + what + "-" + database.label());
    config.setDataSource(database.unguarded());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverride(new Demoted());
    return new HikariDataSource(config);
  }
}
