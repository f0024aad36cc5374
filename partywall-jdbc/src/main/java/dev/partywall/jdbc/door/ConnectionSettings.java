package dev.partywall.jdbc.door;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a caller set on a logical connection, and so is set on each physical one when it joins. */
final class ConnectionSettings {

  private boolean autoCommit = true;
  private boolean readOnly;
  private int isolation = Connection.TRANSACTION_NONE;
  private int holdability = ResultSet.CLOSE_CURSORS_AT_COMMIT;
  private int networkTimeout;
  private @Nullable Executor networkExecutor;
  private Map<String, String> clientInfo = Map.of();

  boolean autoCommit() {
    return autoCommit;
  }

  void autoCommit(boolean autoCommit) {
    this.autoCommit = autoCommit;
  }

  boolean readOnly() {
    return readOnly;
  }

  void readOnly(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** The isolation that was set, or {@link Connection#TRANSACTION_NONE} for the database's own. */
  int isolation() {
    return isolation;
  }

  void isolation(int isolation) {
    this.isolation = isolation;
  }

  int holdability() {
    return holdability;
  }

  void holdability(int holdability) {
    this.holdability = holdability;
  }

  int networkTimeout() {
    return networkTimeout;
  }

  void networkTimeout(Executor executor, int milliseconds) {
    this.networkExecutor = executor;
    this.networkTimeout = milliseconds;
  }

  Map<String, String> clientInfo() {
    return clientInfo;
  }

  void clientInfo(String name, @Nullable String value) {
    Map<String, String> changed = new HashMap<>(clientInfo);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    clientInfo = Map.copyOf(changed);
  }

  /** Sets all of it on a connection in its pool's state. Auto-commit comes last, since it may open a transaction. */
  void apply(Participant participant) throws SQLException {
    Connection connection = participant.connection();
    if (readOnly) {
      connection.setReadOnly(true);
    }
    if (isolation != Connection.TRANSACTION_NONE) {
      connection.setTransactionIsolation(isolation);
    }
    if (networkExecutor != null) {
      connection.setNetworkTimeout(networkExecutor, networkTimeout);
    }
    for (Map.Entry<String, String> property : clientInfo.entrySet()) {
      participant.clientInfo(property.getKey(), property.getValue());
    }
    if (!autoCommit) {
      connection.setAutoCommit(false);
    }
  }
}
