package dev.partywall.cache;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A process of an application: a door, and caches that listen to it. */
final class Process implements AutoCloseable {

  static final String TABLES =
      """
      create table account (tenant_id bigint not null, id bigint not null, amount bigint, primary key (tenant_id, id));
      create table booking (tenant_id bigint not null, id bigint not null, account_id bigint,
        primary key (tenant_id, id), foreign key (tenant_id, account_id) references account on delete cascade);
      create view rich as select tenant_id, id, amount from account where amount > 100;
      create table rate (id bigint primary key, percent bigint);
      insert into account select 1, i, 100 from generate_series(1, 1000) i;
      insert into account values (2, 1, 222);
      insert into booking values (1, 1, 1);
      insert into rate values (1, 5);
      """;

  static final Tenant ACME = Tenant.of(1, "acme");

  final TenantDataSource door;
  final LayeredCaches caches;
  final Counts counts = new Counts();
  final LayeredCache<Long, Long> accounts;

  /** What is done over a connection. */
  interface Body<R> {
    R on(Connection connection) throws SQLException;
  }

  Process(TestDatabase writer, List<TestDatabase> readers, LocalRedis redis) {
    Routing routing = Routing.builder().probeInterval(Duration.ofMillis(100)).maxLag(Duration.ofMinutes(5)).build();
    DatasourceSet set =
        DatasourceSet.of(DatasourceName.MAIN, pool(writer), readers.stream().map(Process::pool).toList())
            .withRouting(routing);
    door = TenantDataSource.builder().datasource(set).build();
    caches =
        LayeredCaches.builder()
            .redis(redis.url())
            .timeout(Duration.ofSeconds(5))
            .pause(Duration.ofMillis(50))
            .keep(Duration.ofMinutes(5))
            .listener(counts)
            .build();
    caches.use(door.sessions());
    door.listen(caches);
    accounts = caches.cache(CacheSettings.of("accounts", Long.class, Long.class));
    TwoLayersTest.await(caches::isWhole);
  }

  private static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
  }

  /** A request of a user. */
  static <R> R as(String user, java.util.function.Supplier<R> work) {
    return Scope.empty().with(new TenantSession(user, ACME.id())).with(Tenancy.of(ACME)).call(work::get);
  }

  /** What an account has, through the cache; -1 if there is none. */
  long amount(String user, long id) {
    return as(user, () -> amount(id));
  }

  long amount(long id) {
    Long amount = accounts.get(id, this::load);
    return amount == null ? -1 : amount;
  }

  Long load(long id) {
    return over(connection -> load(connection, id));
  }

  static Long load(Connection connection, long id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select amount from account where id = ?")) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Long.valueOf(rows.getLong(1)) : null;
      }
    }
  }

  /** In the running scope, over a connection of its own. */
  <R> R over(Body<R> body) {
    try (Connection connection = door.getConnection()) {
      return body.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void run(String user, String sql) {
    as(user, () -> over(connection -> run(connection, sql)));
  }

  static int run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getUpdateCount();
    }
  }

  /** Of a cache that has been used before. */
  void warm() {
    for (int i = 0; i < 2; i++) {
      amount("nobody", 999);
    }
    counts.reset();
  }

  @Override
  public void close() {
    caches.close();
    door.close();
  }
}
