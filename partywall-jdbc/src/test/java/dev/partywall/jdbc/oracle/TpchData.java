package dev.partywall.jdbc.oracle;

import dev.partywall.core.TenantId;
import dev.partywall.test.TestDatabase;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplierGenerator;
import io.trino.tpch.RegionGenerator;
import io.trino.tpch.SupplierGenerator;
import io.trino.tpch.TextPool;
import io.trino.tpch.TpchEntity;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/** TPC-H's data. Another scale gives more rows, of which the first have the same keys. */
final class TpchData {

  private static final int POOL_BYTES = 1 << 20;

  private static final String COLUMNS =
      """
      select string_agg(column_name, ', ' order by ordinal_position) from information_schema.columns
      where table_name = ? and column_name <> 'tenant_id'
      """;

  private final Distributions distributions = Distributions.getDefaultDistributions();
  private final Supplier<TextPool> text;

  TpchData() {
    TextPool pool = new TextPool(POOL_BYTES, distributions);
    this.text = () -> pool;
  }

  /** Fills the tables that all tenants share. */
  void common(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      copy(connection, "region", new RegionGenerator(distributions, text));
      copy(connection, "nation", new NationGenerator(distributions, text));
    }
  }

  /** Adds a tenant's rows. */
  void rowsOf(TenantId tenant, double scale, TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      for (Map.Entry<String, Iterable<? extends TpchEntity>> table : tables(scale).entrySet()) {
        database.execute("alter table " + table.getKey() + " alter tenant_id set default " + tenant);
        copy(connection, table.getKey(), table.getValue());
      }
    }
  }

  private Map<String, Iterable<? extends TpchEntity>> tables(double scale) {
    Map<String, Iterable<? extends TpchEntity>> tables = new LinkedHashMap<>();
    tables.put("part", new PartGenerator(scale, 1, 1, distributions, text));
    tables.put("supplier", new SupplierGenerator(scale, 1, 1, distributions, text));
    tables.put("partsupp", new PartSupplierGenerator(scale, 1, 1, text));
    tables.put("customer", new CustomerGenerator(scale, 1, 1, distributions, text));
    tables.put("orders", new OrderGenerator(scale, 1, 1, distributions, text));
    tables.put("lineitem", new LineItemGenerator(scale, 1, 1, distributions, text));
    return tables;
  }

  private static void copy(Connection connection, String table, Iterable<? extends TpchEntity> rows)
      throws SQLException {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(row.toLine().replaceFirst("\\|$", "")).append('\n'));
    try {
      String columns = columns(connection, table);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + table + " (" + columns + ") from stdin with (delimiter '|')",
              new StringReader(lines.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String columns(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table);
      try (ResultSet columns = statement.executeQuery()) {
        columns.next();
        return columns.getString(1);
      }
    }
  }
}
