package dev.partywall.jdbc.door;

import dev.partywall.sql.GuardedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the caller sees it. Each text that it runs is guarded and then prepared, since the tenant is bound to
 * it; the driver's statement of the last text stays open for its results.
 */
final class LogicalStatement extends StatementEnvironment {

  private @Nullable StatementBatch batch;

  LogicalStatement(Execution execution, int type, int holdability) {
    super(execution, new StatementSettings(type, holdability));
  }

  private PlainPreparation plain() {
    return new PlainPreparation(settings.type, settings.holdability);
  }

  private BoundStatement<PreparedStatement> open(
      String entryPoint, String sql, Preparation<PreparedStatement> preparation) throws SQLException {
    requireOpen();
    closeCurrent();
    Route route = execution.route(entryPoint, sql);
    GuardedStatement guarded = guarded(route, sql);
    BoundStatement<PreparedStatement> bound = execution.bind(route, guarded, preparation);
    current = bound;
    settings.apply(bound.physical());
    return bound;
  }

  private GuardedStatement guarded(Route route, String sql) throws SQLException {
    GuardedStatement guarded = execution.guard(route, sql);
    if (guarded.binds().callerCount() > 0) {
      throw new SQLException(
          "The text has "
              + guarded.binds().callerCount()
              + " parameters (?), which a plain statement cannot set; use prepareStatement, and write the operator ? as ??",
          "07001");
    }
    return guarded;
  }

  private boolean execute(String sql, Preparation<PreparedStatement> preparation) throws SQLException {
    BoundStatement<PreparedStatement> bound = open("Statement.execute", sql, preparation);
    return bound.run("Statement.execute", bound::execute);
  }

  private long update(String sql, Preparation<PreparedStatement> preparation) throws SQLException {
    BoundStatement<PreparedStatement> bound = open("Statement.executeUpdate", sql, preparation);
    return bound.run("Statement.executeUpdate", bound::executeUpdate);
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    BoundStatement<PreparedStatement> bound = open("Statement.executeQuery", sql, plain());
    return rows(bound, bound.run("Statement.executeQuery", bound::executeQuery));
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return execute(sql, plain());
  }

  @Override
  public boolean execute(String sql, int keys) throws SQLException {
    return execute(sql, (physical, text) -> physical.prepareStatement(text, keys));
  }

  @Override
  public boolean execute(String sql, int[] keys) throws SQLException {
    return execute(sql, (physical, text) -> physical.prepareStatement(text, keys));
  }

  @Override
  public boolean execute(String sql, String[] keys) throws SQLException {
    String[] columns = KeyColumns.checked(keys);
    return execute(sql, (physical, text) -> physical.prepareStatement(text, columns));
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return narrow(executeLargeUpdate(sql));
  }

  @Override
  public int executeUpdate(String sql, int keys) throws SQLException {
    return narrow(executeLargeUpdate(sql, keys));
  }

  @Override
  public int executeUpdate(String sql, int[] keys) throws SQLException {
    return narrow(executeLargeUpdate(sql, keys));
  }

  @Override
  public int executeUpdate(String sql, String[] keys) throws SQLException {
    return narrow(executeLargeUpdate(sql, keys));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    return update(sql, plain());
  }

  @Override
  public long executeLargeUpdate(String sql, int keys) throws SQLException {
    return update(sql, (physical, text) -> physical.prepareStatement(text, keys));
  }

  @Override
  public long executeLargeUpdate(String sql, int[] keys) throws SQLException {
    return update(sql, (physical, text) -> physical.prepareStatement(text, keys));
  }

  @Override
  public long executeLargeUpdate(String sql, String[] keys) throws SQLException {
    String[] columns = KeyColumns.checked(keys);
    return update(sql, (physical, text) -> physical.prepareStatement(text, columns));
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    requireOpen();
    Route route = execution.route("Statement.addBatch", sql);
    if (batch == null) {
      batch = new StatementBatch(execution, settings, route);
    }
    batch.add(route, guarded(route, sql));
  }

  @Override
  public void clearBatch() throws SQLException {
    requireOpen();
    batch = null;
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    requireOpen();
    closeCurrent();
    StatementBatch all = batch;
    batch = null;
    return all == null ? new long[0] : all.run();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    long[] counts = executeLargeBatch();
    int[] narrow = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      narrow[i] = narrow(counts[i]);
    }
    return narrow;
  }

  /** As JDBC asks: a count that is too large is not told. */
  private static int narrow(long count) {
    return count > Integer.MAX_VALUE ? SUCCESS_NO_INFO : (int) count;
  }

  @Override
  public Connection getConnection() throws SQLException {
    requireOpen();
    return execution.connection();
  }
}
