package dev.partywall.jdbc.internal.pool;

import static dev.partywall.jdbc.internal.pool.Someone.MAIN;
import static dev.partywall.jdbc.internal.pool.Someone.budget;
import static dev.partywall.jdbc.internal.pool.Someone.eventually;
import static dev.partywall.jdbc.internal.pool.Someone.query;
import static dev.partywall.jdbc.internal.pool.Someone.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.jdbc.ConnectionUnavailableException;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(1200)
class UnreachableDatabaseTest {

  private static final String SECRET = "s3cret";

  private static PostgresServer server;
  private static TestDatabase database;

  private @Nullable Pools pools;

  @BeforeAll
  static void start() {
    server = PostgresServer.builder().start();
    database = server.database("app");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    if (pools != null) {
      pools.close();
    }
  }

  private Pools open(String url, String user, Duration wait) {
    PoolSettings settings = PoolSettings.of(url, user, SECRET).withMaximumSize(3);
    pools = Pools.open(List.of(DatasourceSet.of(MAIN, settings)), budget(10, 10, wait));
    return pools;
  }

  private static void use(Pools pools) throws SQLException {
    PhysicalConnection physical = pools.acquire(MAIN, tenant(1));
    try {
      assertThat(query(physical.connection(), "SELECT current_database()")).isEqualTo("app");
    } finally {
      physical.release();
    }
  }

  @Test
  void wrongCredentialsAreSaidAtOnce() {
    Pools pools = open(database.jdbcUrl() + "?password=" + SECRET, "nobody", Duration.ofMinutes(20));
    assertThatThrownBy(() -> use(pools))
        .isInstanceOf(ConnectionUnavailableException.class)
        .hasMessageContaining("for tenant 'tenant-1' to datasource set 'main' (" + database.jdbcUrl() + ")")
        .hasMessageContaining("role \"nobody\" does not exist")
        .hasMessageContaining("Check that the server runs and can be reached, and the set's url, username and password")
        .satisfies(UnreachableDatabaseTest::assertKeepsTheSecret);
    eventually(() -> pools.stats().open() == 0);
  }

  private static void assertKeepsTheSecret(@Nullable Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertThat(t.toString()).doesNotContain(SECRET);
    }
  }

  @Test
  void anUnknownDatabaseIsSaidAtOnce() {
    Pools pools = open(database.jdbcUrl().replace("/app", "/elsewhere"), "postgres", Duration.ofMinutes(20));
    assertThatThrownBy(() -> use(pools))
        .isInstanceOf(ConnectionUnavailableException.class)
        .hasMessageContaining("database \"elsewhere\" does not exist");
  }

  @Test
  void aServerThatIsDownIsAnErrorInTimeAndComesBack() throws SQLException {
    Pools pools = open(database.jdbcUrl(), "postgres", Duration.ofMillis(1500));
    use(pools);
    PhysicalConnection held = pools.acquire(MAIN, tenant(1));
    server.crash();
    try {
      assertThatThrownBy(() -> query(held.connection(), "SELECT 1")).isInstanceOf(SQLException.class);
      held.release();
      assertThatThrownBy(() -> use(pools))
          .isInstanceOf(ConnectionUnavailableException.class)
          .hasMessageContaining("the database does not let us in: ")
          .hasMessageContaining(database.jdbcUrl())
          .satisfies(UnreachableDatabaseTest::assertKeepsTheSecret);
      eventually(() -> pools.stats().open() == 0);
      assertThat(pools.stats().pools().getFirst().active()).isZero();
    } finally {
      server.restart();
    }
    use(pools);
  }

  @Test
  void aRequestThatCameWhileTheServerWasDownIsServedWhenItIsBack() throws Exception {
    Pools pools = open(database.jdbcUrl(), "postgres", Duration.ofMinutes(20));
    use(pools);
    server.crash();
    Thread starter = Thread.ofPlatform().start(server::restart);
    use(pools);
    starter.join();
  }

  @Test
  void aMissingDriverIsNamedWithoutTheUrlsSecrets() {
    Pools pools = open("jdbc:nosuch://db/app?password=" + SECRET, "postgres", Duration.ofMillis(300));
    assertThatThrownBy(() -> use(pools))
        .isInstanceOf(ConnectionUnavailableException.class)
        .hasMessageContaining("No JDBC driver for jdbc:nosuch://db/app is on the class path")
        .satisfies(UnreachableDatabaseTest::assertKeepsTheSecret);
  }
}
