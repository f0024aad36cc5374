package dev.partywall.test.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Executes a statement and notes all that its caller can see. */
final class Watch {

  private Watch() {}

  static Observation execute(Connection connection, OracleStatement statement) {
    try (PreparedStatement prepared =
        statement.generatedKeys()
            ? connection.prepareStatement(statement.sql(), Statement.RETURN_GENERATED_KEYS)
            : connection.prepareStatement(statement.sql())) {
      for (int i = 0; i < statement.parameters().size(); i++) {
        prepared.setObject(i + 1, statement.parameters().get(i));
      }
      return observe(prepared, prepared.execute(), statement);
    } catch (SQLException e) {
      return new Observation(List.of(), List.of(), -1, List.of(), String.valueOf(e.getSQLState()), e.getMessage());
    }
  }

  private static Observation observe(PreparedStatement prepared, boolean hasResult, OracleStatement statement)
      throws SQLException {
    if (!hasResult) {
      List<String> keys = statement.generatedKeys() ? rows(prepared.getGeneratedKeys(), false) : List.of();
      return new Observation(List.of(), List.of(), prepared.getUpdateCount(), keys, null, null);
    }
    ResultSet result = prepared.getResultSet();
    List<String> columns = columns(result.getMetaData());
    return new Observation(columns, rows(result, statement.ordered()), -1, List.of(), null, null);
  }

  private static List<String> columns(ResultSetMetaData metaData) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(metaData.getColumnLabel(i) + " " + metaData.getColumnTypeName(i));
    }
    return columns;
  }

  private static List<String> rows(ResultSet result, boolean ordered) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (result) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(row.toString());
      }
    }
    if (!ordered) {
      rows.sort(null);
    }
    return rows;
  }
}
