package dev.partywall.identity;

import dev.partywall.core.Intent;
import dev.partywall.core.PartywallException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Guarded statements on the writer, for whoever the running block is for. What is read here decides who gets in. */
final class Sql {

  private final DataSource connections;

  Sql(DataSource connections) {
    this.connections = connections;
  }

  /** Statements of one transaction. */
  @FunctionalInterface
  interface Work<R extends @Nullable Object> {
    R in(Statements statements) throws SQLException;
  }

  /** Reads a row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Statements on one connection. */
  static final class Statements {

    private final Connection connection;

    private Statements(Connection connection) {
      this.connection = connection;
    }

    int update(String sql, @Nullable Object... parameters) throws SQLException {
      try (PreparedStatement statement = prepare(sql, parameters)) {
        return statement.executeUpdate();
      }
    }

    <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
      try (PreparedStatement statement = prepare(sql, parameters);
          ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(reader.read(rows));
        }
        return found;
      }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(sql);
      try {
        for (int i = 0; i < parameters.length; i++) {
          bind(statement, i + 1, parameters[i]);
        }
        return statement;
      } catch (SQLException | RuntimeException e) {
        statement.close();
        throw e;
      }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
      switch (value) {
        case Instant instant -> statement.setTimestamp(index, Timestamp.from(instant));
        case Collection<?> texts -> statement.setArray(index, connection.createArrayOf("text", texts.toArray()));
        case null, default -> statement.setObject(index, value);
      }
    }
  }

  /** Runs statements that belong together: in the caller's transaction, or else in one of their own. */
  <R extends @Nullable Object> R call(Work<R> work) {
    try {
      return Intent.WRITE.<R, SQLException>call(() -> inTransaction(work));
    } catch (SQLException e) {
      if (e.getCause() instanceof PartywallException refused) {
        throw refused;
      }
      throw new IdentityStoreException(e);
    }
  }

  private <R extends @Nullable Object> R inTransaction(Work<R> work) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      return connection.getAutoCommit() ? own(connection, work) : work.in(new Statements(connection));
    }
  }

  private static <R extends @Nullable Object> R own(Connection connection, Work<R> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      R result = work.in(new Statements(connection));
      connection.commit();
      return result;
    } catch (Throwable e) {
      rollBack(connection, e);
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void rollBack(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  static boolean isTaken(SQLException e) {
    return "23505".equals(e.getSQLState());
  }

  static Set<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? Set.of() : Set.of((String[]) array.getArray());
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
