package dev.partywall.jdbc.internal.pool;

import dev.partywall.jdbc.internal.pool.Ledger.Permit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A physical connection with the permit for it, which goes back when the connection is closed, by whatever way. */
class PermittedConnection extends ForwardingConnection {

  private Permit permit;
  private final Consumer<Connection> onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param delegate an open connection
   * @param onClose told once, when it is closed
   */
  PermittedConnection(Connection delegate, Permit permit, Consumer<Connection> onClose) {
    super(delegate);
    this.permit = permit;
    this.onClose = onClose;
  }

  @Override
  public void close() throws SQLException {
    if (closed.compareAndSet(false, true)) {
      try {
        delegate.close();
      } finally {
        ended();
      }
    }
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    if (closed.compareAndSet(false, true)) {
      try {
        delegate.abort(command -> executor.execute(() -> thenClosed(command)));
      } catch (Throwable t) {
        ended();
        throw t;
      }
    }
  }

  private void thenClosed(Runnable command) {
    try {
      command.run();
    } finally {
      ended();
    }
  }

  /** Makes the connection of each that of the other. For open ones only. */
  final void exchangeWith(PermittedConnection other) {
    Connection connection = delegate;
    delegate = other.delegate;
    other.delegate = connection;
    Permit permission = permit;
    permit = other.permit;
    other.permit = permission;
  }

  private void ended() {
    onClose.accept(this);
    permit.close();
  }

  @Override
  public boolean isClosed() throws SQLException {
    return closed.get() || delegate.isClosed();
  }
}
