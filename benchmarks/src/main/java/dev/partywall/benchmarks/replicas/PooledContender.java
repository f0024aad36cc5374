package dev.partywall.benchmarks.replicas;

import com.zaxxer.hikari.HikariDataSource;
import dev.partywall.test.TestDatabase;
import dev.partywall.test.history.Shown;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Hand-written JDBC with {@code tenant_id = ?} over one connection pool for each database, and a rule to choose. */
final class PooledContender implements Contender {

  /** The nodes of the application. */
  static final int NODES = 2;

  static final int POOL_SIZE = 8;

  /** A pool whose database is gone says so after this time; its default would stop users for 30 s. */
  private static final long TIMEOUT_MILLIS = 1_000;

  private final Rule rule;
  private final HikariDataSource writer;
  private final List<HikariDataSource> readers;

  PooledContender(Rule rule, TestDatabase writer, List<TestDatabase> readers) {
    this.rule = rule;
    this.writer = pool(writer);
    this.readers = readers.stream().map(PooledContender::pool).toList();
  }

  private static HikariDataSource pool(TestDatabase database) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(POOL_SIZE);
    pool.setConnectionTimeout(TIMEOUT_MILLIS);
    return pool;
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public void serve(Caller caller, boolean mutating, Work work) throws Exception {
    Rule.Request request = rule.begin(caller, ThreadLocalRandom.current().nextInt(NODES), mutating);
    try {
      work.with(new Routed(Long.parseLong(caller.tenant().id().toString()), request));
    } finally {
      request.ended();
    }
  }

  private final class Routed implements Statements {
    private final long tenant;
    private final Rule.Request request;

    Routed(long tenant, Rule.Request request) {
      this.tenant = tenant;
      this.request = request;
    }

    @Override
    public Shown read(long row) throws SQLException {
      int reader = ThreadLocalRandom.current().nextInt(readers.size());
      boolean fromWriter = request.readsFromWriter();
      try (Connection connection = (fromWriter ? writer : readers.get(reader)).getConnection();
          PreparedStatement statement =
              connection.prepareStatement("SELECT version FROM counter WHERE tenant_id = ? AND id = ?")) {
        statement.setLong(1, tenant);
        statement.setLong(2, row);
        return new Shown(Statements.only(statement), fromWriter ? "write-1" : "read-" + (reader + 1));
      }
    }

    @Override
    public long write(long row, long number) throws SQLException {
      try (Connection connection = writer.getConnection()) {
        connection.setAutoCommit(false);
        try (PreparedStatement update =
                connection.prepareStatement(
                    "UPDATE counter SET version = version + 1 WHERE tenant_id = ? AND id = ? RETURNING version");
            PreparedStatement insert =
                connection.prepareStatement("INSERT INTO journal (tenant_id, number) VALUES (?, ?)")) {
          update.setLong(1, tenant);
          update.setLong(2, row);
          insert.setLong(1, tenant);
          insert.setLong(2, number);
          long version = Statements.only(update);
          insert.executeUpdate();
          connection.commit();
          request.wrote();
          return version;
        }
      }
    }
  }

  @Override
  public void cacheLost() {
    rule.cacheLost();
  }

  @Override
  public void close() {
    Stream.concat(Stream.of(writer), readers.stream()).forEach(HikariDataSource::close);
  }
}
