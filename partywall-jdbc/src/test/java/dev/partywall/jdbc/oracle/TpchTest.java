package dev.partywall.jdbc.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 22 queries of TPC-H for two tenants whose rows lie in the same tables, and for each of them alone. The keys
 * overlap, and so do many rows.
 */
class TpchTest {

  private static final TestDatabase SHARED = PostgresServer.shared().freshDatabase("tpch_shared");
  private static final Map<TenantId, TestDatabase> ALONE = new LinkedHashMap<>();
  private static final Map<TenantId, Double> SCALES = Map.of(Sample.FIRST, 0.005, Sample.SECOND, 0.006);
  private static final StringBuilder TABLE = new StringBuilder();

  private static DoorGate gate;

  @BeforeAll
  static void load() throws SQLException {
    TpchData data = new TpchData();
    SHARED.execute(Sample.text("tpch-schema.sql"));
    data.common(SHARED);
    for (TenantId tenant : List.of(Sample.FIRST, Sample.SECOND)) {
      TestDatabase alone = PostgresServer.shared().freshDatabase("tpch_alone");
      ALONE.put(tenant, alone);
      alone.execute(Sample.text("tpch-schema.sql"));
      data.common(alone);
      data.rowsOf(tenant, SCALES.get(tenant), alone);
      data.rowsOf(tenant, SCALES.get(tenant), SHARED);
      alone.execute("analyze");
    }
    SHARED.execute("analyze");
    gate = new DoorGate(SHARED);
  }

  @AfterAll
  static void close() {
    gate.close();
    System.out.printf(
        "%nTPC-H in two tenants: rows that each query gives%n%4s %16s %16s %16s%n%s%n",
        "", "first tenant", "second tenant", "unguarded", TABLE);
    ALONE.values().forEach(PostgresServer.shared()::drop);
    PostgresServer.shared().drop(SHARED);
  }

  static List<Entry> queries() {
    return Entry.of("tpch.sql");
  }

  @Test
  void thereAre22Queries() {
    assertThat(queries()).hasSize(22);
  }

  @Test
  void unguardedMostQueriesAnswerOtherwise() throws SQLException {
    int told = 0;
    for (Entry query : queries()) {
      List<String> mixed = unguarded(SHARED, query.sql());
      told += mixed.equals(guarded(Sample.FIRST, query.sql())) ? 0 : 1;
    }
    assertThat(told).isGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQueryOverBothTenantsRowsAnswersAsOverTheTenantsOwn(Entry query) throws SQLException {
    Map<TenantId, List<String>> answers = new LinkedHashMap<>();
    for (Map.Entry<TenantId, TestDatabase> alone : ALONE.entrySet()) {
      answers.put(alone.getKey(), guarded(alone.getKey(), query.sql()));
      assertThat(answers.get(alone.getKey())).isEqualTo(unguarded(alone.getValue(), query.sql()));
    }
    TABLE.append(
        String.format(
            Locale.ROOT,
            "%4d %16d %16d %16d%n",
            1 + queries().indexOf(query),
            answers.get(Sample.FIRST).size(),
            answers.get(Sample.SECOND).size(),
            unguarded(SHARED, query.sql()).size()));
  }

  private static List<String> guarded(TenantId tenant, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    gate.call(tenant, connection -> rows.addAll(rows(connection, sql)));
    return rows;
  }

  private static List<String> unguarded(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return rows(connection, sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= width; i++) {
          row.append(result.getString(i)).append('|');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
