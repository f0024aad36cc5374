package dev.partywall.jdbc.door;

import dev.partywall.jdbc.internal.forward.ForwardingDatabaseMetaData;
import dev.partywall.jdbc.internal.forward.Wrappers;
import dev.partywall.sql.Reach;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The description of the database where the running block's tenancy lives, or of the host's where none is bound: it
 * holds nobody's rows.
 */
final class LogicalDatabaseMetaData extends ForwardingDatabaseMetaData {

  private final Execution execution;

  LogicalDatabaseMetaData(Execution execution) {
    this.execution = execution;
  }

  @Override
  protected DatabaseMetaData delegate() throws SQLException {
    return execution.participant().connection().getMetaData();
  }

  /** The physical connection stays as long as the rows are open. */
  @Override
  protected ResultSet wrapped(ResultSet drivers) throws SQLException {
    Participant participant = execution.participant();
    participant.opened();
    return new LogicalResultSet(execution, null, Reach.HOST, drivers) {
      private boolean closed;

      @Override
      public void close() throws SQLException {
        if (!closed) {
          closed = true;
          participant.closed();
        }
        super.close();
      }
    };
  }

  @Override
  public Connection getConnection() {
    return execution.connection();
  }

  @Override
  public int getDriverMajorVersion() {
    return driverVersion(true);
  }

  @Override
  public int getDriverMinorVersion() {
    return driverVersion(false);
  }

  private int driverVersion(boolean major) {
    try {
      DatabaseMetaData drivers = delegate();
      return major ? drivers.getDriverMajorVersion() : drivers.getDriverMinorVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("No connection to ask for the driver's version: " + e.getMessage(), e);
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
