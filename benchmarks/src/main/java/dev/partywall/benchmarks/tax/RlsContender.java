package dev.partywall.benchmarks.tax;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Row-level security alone: one {@code set_config} at each checkout, statements that name no tenant. */
final class RlsContender extends JdbcContender {

  RlsContender(DataSource asRlsRole) {
    super("rls_set_config", asRlsRole, false);
  }

  @Override
  Connection connection(long tenant) throws SQLException {
    Connection connection = super.connection(tenant);
    try (PreparedStatement setting = connection.prepareStatement("SELECT set_config('benchmark.tenant', ?, false)")) {
      setting.setString(1, Long.toString(tenant));
      setting.execute();
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public long insert(long tenant, long id, String text) throws Exception {
    try (Connection connection = connection(tenant);
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO events (tenant_id, id, text) VALUES (?, ?, ?)")) {
      statement.setLong(1, tenant);
      statement.setLong(2, id);
      statement.setString(3, text);
      return statement.executeUpdate();
    }
  }
}
