package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionWrites.Seen;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.internal.pool.Identity;
import dev.partywall.jdbc.internal.pool.IdentityChange;
import dev.partywall.jdbc.internal.pool.PhysicalConnection;
import dev.partywall.jdbc.internal.replica.Choice;
import dev.partywall.sql.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A physical connection's part in a unit of work. */
final class Participant {

  private final PhysicalConnection physical;
  private RouteReason reason;
  private List<Seen> considered;
  private int statements;
  private boolean begun;
  private boolean wrote;
  private List<Scope> writers = List.of();
  private boolean changedSchema;
  private boolean changedSession;
  private Map<String, String> clientInfoBefore = Map.of();
  private int open;
  private boolean gone;

  /**
   * @param choice why this node was chosen
   */
  Participant(PhysicalConnection physical, Choice choice) {
    this.physical = physical;
    this.reason = choice.reason();
    this.considered = choice.considered();
  }

  /** Why the last statement came here. */
  RouteReason reason() {
    return reason;
  }

  void chosen(RouteReason reason) {
    this.reason = reason;
  }

  void chosen(Choice choice) {
    this.reason = choice.reason();
    this.considered = choice.considered();
  }

  /** What its session saw that the choice of this node kept to. */
  List<Seen> considered() {
    return considered;
  }

  /** Whether it is the node of a set that statements go to which only read. */
  boolean reads() {
    return reason.isReader();
  }

  DatasourceName set() {
    return physical.set();
  }

  String node() {
    return physical.node();
  }

  /** When its connection had been opened, as {@link System#nanoTime}. */
  long openedAt() {
    return physical.openedAt();
  }

  Connection connection() {
    return physical.connection();
  }

  /** Whether a transaction is open: a statement ran since the last commit or rollback. */
  boolean begun() {
    return begun;
  }

  /** Whether that could have changed rows. */
  boolean wrote() {
    return wrote;
  }

  /** In whose scopes that was, of each session one; none of units of work that are one statement. */
  List<Scope> writers() {
    return writers;
  }

  boolean changedSchema() {
    return changedSchema;
  }

  /** Makes the location's names mean its relations. */
  void enter(Location location) throws SQLException {
    physical.useSchema(location.schema());
  }

  /** What is to be set so that statements run as this identity; null if they do. */
  @Nullable IdentityChange change(Identity identity) {
    return physical.change(identity);
  }

  /** Makes statements run as this identity. */
  void identify(Identity identity) throws SQLException {
    physical.identify(identity);
  }

  /** A statement is about to run that makes this change itself. */
  void changing(IdentityChange change) throws SQLException {
    physical.changing(change);
  }

  /** That statement succeeded. */
  void changed(IdentityChange change) {
    physical.changed(change);
  }

  /** A statement is about to run, in a transaction or for itself. */
  void running(Effect effect, boolean inTransaction) {
    begun = inTransaction;
    statements++;
    if (inTransaction && effect.mayWrite() && reason != RouteReason.ONLY_NODE) {
      writtenIn(Scope.current());
    }
    wrote |= effect.mayWrite();
    if (effect == Effect.DDL) {
      changedSchema = true;
      changedSession = true;
    }
  }

  private void writtenIn(Scope scope) {
    for (Scope known : writers) {
      if (known.isOfSameSession(scope)) {
        return;
      }
    }
    List<Scope> more = new ArrayList<>(writers);
    more.add(scope);
    writers = List.copyOf(more);
  }

  /** Whether the statement that runs is the first of its transaction here, so that nothing is lost with it. */
  boolean first() {
    return !begun || statements == 1;
  }

  /** The unit of work has ended here, or is back where nothing was done. */
  void ended() {
    begun = false;
    statements = 0;
    wrote = false;
    writers = List.of();
    changedSchema = false;
  }

  /** The unit of work is back at a savepoint. */
  void backTo(boolean wrote, boolean changedSchema) {
    this.wrote = wrote;
    this.changedSchema = changedSchema;
  }

  /** Something that the caller closes was opened on the connection. */
  void opened() {
    open++;
  }

  void closed() {
    open--;
  }

  /** Whether nobody would miss the connection: no statement is open on it, and no transaction. */
  boolean spare() {
    return open <= 0 && !begun;
  }

  /** Leaves the unit of work: rolls back what is not committed, and gives the connection back. */
  void leave() {
    try {
      if (begun) {
        rollBack();
      }
    } catch (SQLException | RuntimeException e) {
      return; // The connection is closed for good, which rolls back too.
    }
    release();
  }

  /** Rolls its work back; closes the connection for good if that fails. */
  void rollBack() throws SQLException {
    try {
      connection().rollback();
      ended();
    } catch (Throwable t) {
      evict();
      throw t;
    }
  }

  /** Whether the connection is closed or given back: by this unit of work, by its pool, or by a failure. */
  boolean gone() throws SQLException {
    return gone || connection().isClosed();
  }

  /** Sets a client property until the connection is given back. */
  void clientInfo(String name, @Nullable String value) throws SQLException {
    String before = connection().getClientInfo(name);
    connection().setClientInfo(name, value);
    if (!clientInfoBefore.containsKey(name)) {
      Map<String, String> more = new HashMap<>(clientInfoBefore);
      more.put(name, before == null ? "" : before);
      clientInfoBefore = more;
    }
  }

  /**
   * Gives the connection back. Its transaction has ended. One on which DDL or DO ran is closed for good: it may have
   * settings and temporary objects that would change what the next tenant's statements mean.
   */
  void release() {
    if (changedSession) {
      gone = true;
      physical.retire();
    } else if (restored()) {
      gone = true;
      physical.release();
    } else {
      evict();
    }
  }

  private boolean restored() {
    if (clientInfoBefore.isEmpty()) {
      return true;
    }
    try {
      // In a transaction the pool's clean-up would undo it.
      connection().setAutoCommit(true);
      for (Map.Entry<String, String> property : clientInfoBefore.entrySet()) {
        connection().setClientInfo(property.getKey(), property.getValue());
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Closes the connection for good. */
  void evict() {
    gone = true;
    physical.evict();
  }

  @Override
  public String toString() {
    return set().value();
  }
}
