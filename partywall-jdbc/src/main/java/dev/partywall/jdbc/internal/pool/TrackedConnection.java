package dev.partywall.jdbc.internal.pool;

import dev.partywall.jdbc.internal.pool.Ledger.Permit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pooled physical connection for as long as it is open: knows whether somebody uses it, which search path it has, and
 * what its users changed.
 */
final class TrackedConnection extends PermittedConnection {

  private static final int IDLE = 0;
  private static final int USED = 1;
  private static final int CLOSED = 2;

  /** In use for work of our own. */
  private static final int SPARE = 3;

  /** Held where the state or the session changes. */
  private final ReentrantLock lock = new ReentrantLock();

  private final AtomicInteger state = new AtomicInteger(IDLE);
  private boolean autoCommit = true;

  /** How often it was taken into use. */
  private int uses;

  /** Whether it is idle and the pool does nothing to it. */
  private boolean settled;

  private volatile Session session;

  /** What the settings were that a user changed; null for those that nobody did. */
  private @Nullable Boolean readOnlyBefore;

  private @Nullable Integer isolationBefore;
  private @Nullable Integer holdabilityBefore;

  /**
   * @param delegate an open connection in auto-commit mode
   * @param onClose told once, when it is closed
   */
  TrackedConnection(Connection delegate, Permit permit, Consumer<Connection> onClose) throws SQLException {
    super(delegate, permit, onClose);
    this.session = new Session(DriverState.of(delegate));
  }

  /** When its session had begun, as {@link System#nanoTime}. */
  long openedAt() {
    return session.openedAt;
  }

  /**
   * Takes an idle connection into use; false if it was closed.
   *
   * @param spare whether it is for work of our own, which the counts do not show
   */
  boolean use(boolean spare) {
    lock.lock();
    try {
      uses++;
      settled = false;
      return state.compareAndSet(IDLE, spare ? SPARE : USED);
    } finally {
      lock.unlock();
    }
  }

  /** Puts it back; false if it was closed. */
  boolean idle() {
    long now = System.nanoTime();
    session.idleSince = now;
    session.aliveAt = now;
    return state.compareAndSet(USED, IDLE) || state.compareAndSet(SPARE, IDLE);
  }

  /** The number of this use, for {@link #settled}. */
  int turn() {
    return uses;
  }

  /** The pool is done with taking it back after a use. */
  void settled(int turn) {
    lock.lock();
    try {
      settled = uses == turn && state.get() == IDLE;
    } finally {
      lock.unlock();
    }
  }

  boolean isIdle() {
    return state.get() == IDLE;
  }

  /** Whether anybody uses it. */
  boolean isUsed() {
    return isUsedByStatements() || state.get() == SPARE;
  }

  /** Whether a logical connection uses it. */
  boolean isUsedByStatements() {
    return state.get() == USED;
  }

  /** Since when nobody uses it, as {@link System#nanoTime}; without meaning while somebody does. */
  long idleSince() {
    return session.idleSince;
  }

  /** Closes it if nobody uses it. The pool finds a closed connection when it next hands it out. */
  boolean closeIfIdle() {
    lock.lock();
    try {
      if (!state.compareAndSet(IDLE, CLOSED)) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    try {
      super.close();
    } catch (SQLException e) {
      // It is being given up; what the server did not hear, it will notice.
    }
    return true;
  }

  /**
   * Whether nothing is to be set on it for statements of a schema and an identity. Of a connection that others use this
   * is no more than a guess.
   */
  boolean fits(@Nullable String schema, @Nullable Identity identity) {
    return session.fits(schema, identity);
  }

  /**
   * Makes the session of an idle connection that of this one, which its user did nothing with yet; the other one gets
   * this one's. What the pool knows of the two stays true of them. Both sessions must have answered lately, since the
   * pool goes by its own times when it decides whether to ask a connection for life.
   *
   * @param aliveSince since when they must have answered, as {@link System#nanoTime}
   * @return whether that was done
   */
  boolean takeSession(TrackedConnection other, @Nullable String schema, @Nullable Identity identity, long aliveSince) {
    lock.lock();
    try {
      if (!other.lock.tryLock()) {
        return false;
      }
      try {
        boolean possible =
            state.get() == USED
                && other.state.get() == IDLE
                && other.settled
                && other.session.fits(schema, identity)
                && other.session.aliveAt - aliveSince >= 0
                && session.aliveAt - aliveSince >= 0;
        if (possible) {
          exchangeWith(other);
          Session own = session;
          session = other.session;
          other.session = own;
        }
        return possible;
      } finally {
        other.lock.unlock();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes this schema the whole search path, or null the path that the connection began with. */
  void useSchema(@Nullable String schema) throws SQLException {
    if (session.schema.is(schema)) {
      return;
    }
    session.schema.setting();
    try (Statement statement = delegate.createStatement()) {
      statement.execute(
          schema == null ? "RESET search_path" : "SET search_path TO \"" + schema.replace("\"", "\"\"") + "\"");
    }
    session.schema.set(schema, !autoCommit);
    session.reportedPath = session.driver.searchPath();
  }

  /** What makes statements run as this identity; null if they do. */
  @Nullable IdentityChange change(Identity identity) {
    boolean sameRole = session.role.is(identity.role());
    return sameRole && session.tenant.is(identity.tenant()) ? null : new IdentityChange(identity, !sameRole);
  }

  /** Makes statements run as this identity. */
  void identify(Identity identity) throws SQLException {
    IdentityChange change = change(identity);
    if (change != null) {
      setting(change);
      try (Statement statement = delegate.createStatement()) {
        statement.execute(change.statements());
      }
      changed(change);
    }
  }

  /** A statement that makes this change is about to run. What the change relies on is made so, if it is so no more. */
  void changing(IdentityChange change) throws SQLException {
    if (!change.role() && !session.role.is(change.to().role())) {
      identify(change.to());
    }
    setting(change);
  }

  private void setting(IdentityChange change) {
    session.tenant.setting();
    if (change.role()) {
      session.role.setting();
    }
  }

  void changed(IdentityChange change) {
    session.tenant.set(change.to().tenant(), !autoCommit);
    if (change.role()) {
      session.role.set(change.to().role(), !autoCommit);
    }
  }

  /**
   * Undoes what its user left: an open transaction, and settings that the next user does not expect.
   *
   * @param pooled the pool's view of this connection, which keeps books of the settings, too
   */
  void restore(Connection pooled) throws SQLException {
    if (!autoCommit) {
      pooled.rollback();
      pooled.setAutoCommit(true);
    }
    if (readOnlyBefore != null) {
      pooled.setReadOnly(readOnlyBefore);
      readOnlyBefore = null;
    }
    if (isolationBefore != null) {
      pooled.setTransactionIsolation(isolationBefore);
      isolationBefore = null;
    }
    if (holdabilityBefore != null) {
      pooled.setHoldability(holdabilityBefore);
      holdabilityBefore = null;
    }
  }

  /** Whether, for all that the driver knows, the connection is as the next user expects it. */
  boolean isClean() {
    return autoCommit
        && session.driver.noTransaction()
        && session.driver.standardStrings()
        && (!session.schema.isKnown() || Objects.equals(session.reportedPath, session.driver.searchPath()));
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    if (readOnlyBefore == null) {
      readOnlyBefore = delegate.isReadOnly();
    }
    delegate.setReadOnly(readOnly);
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    if (isolationBefore == null) {
      isolationBefore = delegate.getTransactionIsolation();
    }
    delegate.setTransactionIsolation(level);
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    if (holdabilityBefore == null) {
      holdabilityBefore = delegate.getHoldability();
    }
    delegate.setHoldability(holdability);
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    if (autoCommit && !this.autoCommit) {
      endTransaction(() -> delegate.setAutoCommit(true));
    } else {
      delegate.setAutoCommit(autoCommit);
    }
    this.autoCommit = autoCommit;
  }

  @Override
  public void commit() throws SQLException {
    endTransaction(delegate::commit);
  }

  /** Commits; what a setting is after a commit that was none is not known. */
  private void endTransaction(Ending ending) throws SQLException {
    boolean committed = false;
    try {
      boolean commits = !session.isTentative() || !session.driver.mustRollBack();
      ending.run();
      committed = commits;
    } finally {
      if (committed) {
        session.committed();
      } else {
        session.rolledBack();
      }
    }
  }

  @FunctionalInterface
  private interface Ending {
    void run() throws SQLException;
  }

  @Override
  public void rollback() throws SQLException {
    try {
      delegate.rollback();
    } finally {
      session.rolledBack();
    }
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    try {
      delegate.rollback(savepoint);
    } finally {
      session.rolledBackToSavepoint();
    }
  }

  /** The search path is not for callers: it says whose relations names mean. */
  @Override
  public void setSchema(String schema) throws SQLException {
    throw new SQLException("The schema of a pooled connection follows the tenancy and cannot be set", "0A000");
  }

  /** Not valid, rather than an error, once it was closed: the pool asks this of connections that it finds idle. */
  @Override
  public boolean isValid(int timeout) throws SQLException {
    unsettle();
    boolean valid = state.get() != CLOSED && delegate.isValid(timeout);
    if (valid) {
      session.aliveAt = System.nanoTime();
    }
    return valid;
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    unsettle();
    if (state.get() != CLOSED) {
      delegate.setNetworkTimeout(executor, milliseconds);
    }
  }

  /** The pool does something to it: its session stays until it is used. */
  private void unsettle() {
    lock.lock();
    try {
      settled = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    end();
    super.close();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    end();
    super.abort(executor);
  }

  /** From now on it has the session that it has. */
  private void end() {
    lock.lock();
    try {
      state.set(CLOSED);
    } finally {
      lock.unlock();
    }
  }
}
