package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.fleet.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An operation that this process works on. It holds the operation's lock on a connection of its own, and records the
 * steps on the same connection: whoever has lost the lock cannot record any more.
 */
final class Claim implements AutoCloseable {

  private final Connection connection;
  private final OperationTable table;
  private final boolean resumed;
  private OperationRow row;

  private Claim(Connection connection, OperationTable table, OperationRow row) {
    this.connection = connection;
    this.table = table;
    this.resumed = row.attempts() > 0;
    this.row = row;
  }

  /** What is recorded in one transaction. */
  @FunctionalInterface
  interface Recording {
    void on(Connection transaction) throws SQLException;
  }

  /** What decides on a place. */
  @FunctionalInterface
  interface Deciding {
    Placement on(Connection transaction) throws SQLException;
  }

  /**
   * Takes an operation up.
   *
   * @return null if somebody works on it, or it has ended
   */
  static @Nullable Claim of(DataSource host, OperationTable table, UUID id) throws SQLException {
    Connection connection = Sessions.open(host);
    try {
      if (Lock.tryTake(connection, OperationTable.lock(id))) {
        OperationRow row = table.find(connection, id).orElse(null);
        if (row != null && !row.hasEnded()) {
          table.takenUp(connection, id);
          return new Claim(connection, table, row);
        }
      }
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
    connection.close();
    return null;
  }

  /** The operation as it is recorded now. */
  OperationRow row() {
    return row;
  }

  /** Whether another process, or another attempt, worked on it before. */
  boolean isResumed() {
    return resumed;
  }

  void begins(String step) throws SQLException {
    record(transaction -> table.begins(transaction, row.id(), step));
  }

  void done(String step, Recording with) throws SQLException {
    record(
        transaction -> {
          with.on(transaction);
          table.done(transaction, row.id(), step);
        });
  }

  /** Records another place, which is decided in the same transaction. */
  void place(Deciding deciding) throws SQLException {
    record(transaction -> table.place(transaction, row.id(), deciding.on(transaction)));
  }

  void undoing(String error) throws SQLException {
    record(transaction -> table.undoing(transaction, row.id(), error));
  }

  void later(@Nullable String error, Duration pause) throws SQLException {
    record(transaction -> table.later(transaction, row.id(), error, pause));
  }

  void ended(String step, Operation.State state, @Nullable Duration lookAgain, Recording with) throws SQLException {
    record(
        transaction -> {
          with.on(transaction);
          table.done(transaction, row.id(), step);
          table.ended(transaction, row.id(), state, state == Operation.State.UNDONE ? row.error() : null, lookAgain);
        });
  }

  private void record(Recording recording) throws SQLException {
    connection.setAutoCommit(false);
    OperationRow now;
    try {
      recording.on(connection);
      now = table.find(connection, row.id()).orElseThrow();
      connection.commit();
    } catch (Throwable t) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
    row = now;
  }

  /** Lets others take it up, unless it has ended. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server has ended the session, or will.
    }
  }
}
