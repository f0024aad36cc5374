package dev.partywall.jdbc.internal.forward;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What lies between a prepared statement as its caller sees it and the driver's. */
public interface Binding {

  /** Sets a value at a position of a driver's statement. */
  @FunctionalInterface
  interface Setter {
    void set(PreparedStatement drivers, int position) throws SQLException;
  }

  /** The driver's statement. */
  PreparedStatement physical();

  /** A parameter is about to be set to a value that can be read only once. */
  void beforeOnce() throws SQLException;

  /** A parameter of the caller's was set: so it is again, should the statement be run elsewhere. */
  void remember(int parameter, Setter setter);

  /** The value of a parameter can be read only once, so that the statement cannot be run elsewhere. */
  void rememberOnce(int parameter);

  /** The parameters were cleared. */
  void forget();

  /**
   * Where the caller's parameter is in the driver's statement; 0 for one that {@link #bindTenant} takes.
   *
   * @throws SQLException if there is no such parameter
   */
  int place(int parameter) throws SQLException;

  /** Takes the value of a parameter that can only be the tenant's id. */
  void bindTenant(int parameter, Object x) throws SQLException;

  /** Binds the parameters that are not the caller's. */
  void bindTenants() throws SQLException;

  /** Refuses a large object where it must not be used. */
  void refuseLargeObject() throws SQLException;

  /** What the driver gets for an object of the caller. */
  Object object(Object x) throws SQLException;

  /** What the driver gets for an object of the caller that goes as a type of {@link java.sql.Types}. */
  Object object(Object x, int sqlType) throws SQLException;

  /** What the driver gets for an array of the caller. */
  Array array(Array x);

  /** What the caller gets for an object of the driver. */
  <T> T value(T driversObject) throws SQLException;

  /** What the caller gets for a result set of the driver. */
  ResultSet rows(Statement owner, ResultSet drivers);

  /** What the caller gets for the driver's description of all parameters. */
  ParameterMetaData parameters(ParameterMetaData drivers);

  /** To be called before a statement is added to a batch. */
  void beforeBatch() throws SQLException;

  /** A run of the driver's statement. */
  @FunctionalInterface
  interface Run<R> {
    R run() throws SQLException;
  }

  /** Does all that surrounds a run. It can be run twice, on two statements, if the first did nothing. */
  <R> R run(String entryPoint, Run<R> run) throws SQLException;

  /** Runs the driver's statement for its rows. */
  ResultSet executeQuery() throws SQLException;

  /** Runs the driver's statement for the number of rows that it changed. */
  long executeUpdate() throws SQLException;

  /** Runs the driver's statement; whether the first result is rows. */
  boolean execute() throws SQLException;

  /** The driver's statement that is to be asked about columns and parameters. */
  PreparedStatement described() throws SQLException;

  /** The caller's connection. */
  Connection connection() throws SQLException;

  /** Whether the statement is closed. */
  boolean isClosed() throws SQLException;

  /** Closes the statement. */
  void close() throws SQLException;
}
