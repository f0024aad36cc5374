package dev.partywall.jdbc.internal.pool;

import dev.partywall.jdbc.internal.pool.Ledger.Permit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final DriverState driver;
  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final long openedAt = System.nanoTime();
  private volatile long idleSince = openedAt;
  private boolean autoCommit = true;

  /** The one schema of the search path; null for the path that the connection began with. */
  private final SessionSetting<String> schema = new SessionSetting<>();

  /** The role that statements run as; null for the user who logged in. */
  private final SessionSetting<String> role = new SessionSetting<>();

  /** The tenant that policies compare with; null for none. */
  private final SessionSetting<String> tenant = new SessionSetting<>();

  private @Nullable String reportedPath;

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
    this.driver = DriverState.of(delegate);
    this.reportedPath = driver.searchPath();
  }

  /** When it had been opened, as {@link System#nanoTime}. */
  long openedAt() {
    return openedAt;
  }

  /**
   * Takes an idle connection into use; false if it was closed.
   *
   * @param spare whether it is for work of our own, which the counts do not show
   */
  boolean use(boolean spare) {
    return state.compareAndSet(IDLE, spare ? SPARE : USED);
  }

  /** Puts it back; false if it was closed. */
  boolean idle() {
    idleSince = System.nanoTime();
    return state.compareAndSet(USED, IDLE) || state.compareAndSet(SPARE, IDLE);
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
    return idleSince;
  }

  /** Closes it if nobody uses it. The pool finds a closed connection when it next hands it out. */
  boolean closeIfIdle() {
    if (!state.compareAndSet(IDLE, CLOSED)) {
      return false;
    }
    try {
      super.close();
    } catch (SQLException e) {
      // It is being given up; what the server did not hear, it will notice.
    }
    return true;
  }

  /** Makes this schema the whole search path, or null the path that the connection began with. */
  void useSchema(@Nullable String schema) throws SQLException {
    if (this.schema.is(schema)) {
      return;
    }
    this.schema.setting();
    try (Statement statement = delegate.createStatement()) {
      statement.execute(
          schema == null ? "RESET search_path" : "SET search_path TO \"" + schema.replace("\"", "\"\"") + "\"");
    }
    this.schema.set(schema, !autoCommit);
    reportedPath = driver.searchPath();
  }

  /** What makes statements run as this identity; null if they do. */
  @Nullable IdentityChange change(Identity identity) {
    boolean sameRole = role.is(identity.role());
    return sameRole && tenant.is(identity.tenant()) ? null : new IdentityChange(identity, !sameRole);
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
    if (!change.role() && !role.is(change.to().role())) {
      identify(change.to());
    }
    setting(change);
  }

  private void setting(IdentityChange change) {
    tenant.setting();
    if (change.role()) {
      role.setting();
    }
  }

  void changed(IdentityChange change) {
    tenant.set(change.to().tenant(), !autoCommit);
    if (change.role()) {
      role.set(change.to().role(), !autoCommit);
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
        && driver.noTransaction()
        && driver.standardStrings()
        && (!schema.isKnown() || Objects.equals(reportedPath, driver.searchPath()));
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
      boolean tentative = schema.isTentative() || role.isTentative() || tenant.isTentative();
      boolean commits = !tentative || !driver.mustRollBack();
      ending.run();
      committed = commits;
    } finally {
      if (committed) {
        schema.committed();
        role.committed();
        tenant.committed();
      } else {
        rolledBack();
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
      rolledBack();
    }
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    try {
      delegate.rollback(savepoint);
    } finally {
      schema.rolledBackToSavepoint();
      role.rolledBackToSavepoint();
      tenant.rolledBackToSavepoint();
    }
  }

  private void rolledBack() {
    schema.rolledBack();
    role.rolledBack();
    tenant.rolledBack();
  }

  /** The search path is not for callers: it says whose relations names mean. */
  @Override
  public void setSchema(String schema) throws SQLException {
    throw new SQLException("The schema of a pooled connection follows the tenancy and cannot be set", "0A000");
  }

  /** Not valid, rather than an error, once it was closed: the pool asks this of connections that it finds idle. */
  @Override
  public boolean isValid(int timeout) throws SQLException {
    return state.get() != CLOSED && delegate.isValid(timeout);
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    if (state.get() != CLOSED) {
      delegate.setNetworkTimeout(executor, milliseconds);
    }
  }

  @Override
  public void close() throws SQLException {
    state.set(CLOSED);
    super.close();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    state.set(CLOSED);
    super.abort(executor);
  }
}
