package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The counters in the database. Each contender has rows of its own. */
record Counters(TenantDataSource door) {

  static final String TABLE = "counter";
  private static final long CONTENDER = 1_000_000_000;

  static void create(TestDatabase writer, int contenders, int tenants, int rows) {
    writer.execute(
        """
        create table counter (tenant_id bigint not null, id bigint not null, version bigint not null,
          primary key (tenant_id, id)) with (fillfactor = 50);
        insert into counter select t, c * %d::bigint + r, 0
          from generate_series(1, %d) t, generate_series(0, %d) c, generate_series(0, %d) r
        """
            .formatted(CONTENDER, tenants, contenders - 1, rows - 1));
    writer.execute("vacuum analyze counter");
  }

  /** A row of a contender. */
  static long id(int contender, long row) {
    return contender * CONTENDER + row;
  }

  long read(long row) throws SQLException {
    try (Connection connection = door.getConnection();
        PreparedStatement select = connection.prepareStatement("select version from counter where id = ?")) {
      select.setLong(1, row);
      return version(select);
    }
  }

  long write(long row) throws SQLException {
    try (Connection connection = door.getConnection()) {
      return write(connection, row);
    }
  }

  static long write(Connection connection, long row) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update counter set version = version + 1 where id = ? returning version")) {
      update.setLong(1, row);
      return version(update);
    }
  }

  private static long version(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
