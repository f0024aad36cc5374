package dev.partywall.model.internal.table;

import dev.partywall.model.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Where statements get their connections: from the application's provider, or from the transaction that was begun here.
 *
 * <p>The transaction is bound to the block by a scoped value, so that models and jOOQ find the same one.
 */
public final class Connections implements ConnectionProvider {

  private final ConnectionProvider provider;
  private final Failures failures;
  private final ScopedValue<Open> transaction = ScopedValue.newInstance();

  /** A transaction that is open. Blocks in it run one after another, on one thread. */
  private static final class Open {
    private final Connection connection;
    private @Nullable Throwable failure;

    private Open(Connection connection) {
      this.connection = connection;
    }
  }

  /**
   * @param provider the application's
   * @param failures what errors of the database become
   */
  public Connections(ConnectionProvider provider, Failures failures) {
    this.provider = provider;
    this.failures = failures;
  }

  /** Work over a connection. */
  @FunctionalInterface
  public interface Work<R extends @Nullable Object> {
    R with(Connection connection) throws SQLException;
  }

  /** What an error of the database becomes. */
  RuntimeException failed(String what, SQLException reason) {
    return failures.of(what, reason);
  }

  @Override
  public Connection acquire() {
    if (transaction.isBound()) {
      return transaction.get().connection;
    }
    Connection connection = provider.acquire();
    if (connection == null) {
      throw new DataAccessException("The connection provider gave no connection");
    }
    return connection;
  }

  @Override
  public void release(Connection connection) {
    if (!transaction.isBound()) {
      provider.release(connection);
    }
  }

  /**
   * Runs work over a connection.
   *
   * @param what is done, for the error's text
   * @throws RuntimeException that the database's error becomes
   */
  <R extends @Nullable Object> R call(String what, Work<R> work) {
    Connection connection = acquire();
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw failed(what, e);
    } finally {
      release(connection);
    }
  }

  /**
   * Runs work as one transaction: the one that is open, or one of its own.
   *
   * @throws RuntimeException that the database's error becomes
   */
  public <R extends @Nullable Object, X extends Throwable> R transaction(ScopedValue.CallableOp<? extends R, X> block)
      throws X {
    if (transaction.isBound()) {
      return part(transaction.get(), block);
    }
    Connection connection = acquire();
    try {
      if (!connection.getAutoCommit()) {
        return ScopedValue.where(transaction, new Open(connection)).call(block::call);
      }
      return begin(connection, block);
    } catch (SQLException e) {
      throw failed("The transaction failed", e);
    } finally {
      provider.release(connection);
    }
  }

  /** What a failed part had done until then would be stored with the rest, were its failure caught. */
  private static <R extends @Nullable Object, X extends Throwable> R part(
      Open open, ScopedValue.CallableOp<? extends R, X> block) throws X {
    try {
      return block.call();
    } catch (Throwable e) {
      open.failure = e;
      throw e;
    }
  }

  private <R extends @Nullable Object, X extends Throwable> R begin(
      Connection connection, ScopedValue.CallableOp<? extends R, X> block) throws X, SQLException {
    connection.setAutoCommit(false);
    Open open = new Open(connection);
    R result;
    try {
      result = ScopedValue.where(transaction, open).call(block::call);
      if (open.failure != null) {
        throw new SQLException(
            "A part of the transaction failed, and its failure was caught: nothing is stored", "40000", open.failure);
      }
      connection.commit();
    } catch (Throwable e) {
      rollBack(connection, e);
      throw e;
    }
    connection.setAutoCommit(true);
    return result;
  }

  /** Auto-commit is on again only after the rollback: it would commit what is left. */
  private static void rollBack(Connection connection, Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
