package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.TenancyChangedException;
import dev.partywall.sql.StatementRefusedException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whom a connection works for, and the rest of its life, whatever the placement. */
interface ConnectionContract extends PlacedDoor {

  @Test
  default void nothingIsBorrowedUntilAStatementNeedsIt() throws SQLException {
    in(
        acme(),
        c -> {
          c.setAutoCommit(false);
          c.setReadOnly(true);
          c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          c.createStatement().close();
          c.commit();
          assertThat(active()).isZero();
          Sql.strings(c, StatementContract.NAMES);
          assertThat(active()).isEqualTo(1);
          return null;
        });
    assertThat(active()).isZero();
  }

  @Test
  default void withoutATenancyNothingRuns() throws SQLException {
    try (Connection c = door().getConnection();
        Statement statement = c.createStatement()) {
      assertThatThrownBy(() -> c.prepareStatement("select name from customer"))
          .isInstanceOfSatisfying(
              NoTenancyException.class,
              e -> {
                assertThat(e.entryPoint()).isEqualTo("Connection.prepareStatement");
                assertThat(e.tables()).contains("customer");
              });
      assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(NoTenancyException.class);
      assertThatThrownBy(() -> statement.addBatch("delete from customer")).isInstanceOf(NoTenancyException.class);
      assertThat(active()).isZero();
    }
  }

  @Test
  default void aStatementServesTheTenancyItWasMadeIn() throws SQLException {
    try (Connection c = door().getConnection()) {
      PreparedStatement statement = Tenancy.of(acme()).call(() -> c.prepareStatement(StatementContract.NAMES));
      assertThatThrownBy(() -> Tenancy.of(globex()).call(statement::executeQuery))
          .isInstanceOf(TenancyChangedException.class)
          .hasMessageContaining("acme")
          .hasMessageContaining("globex");
      assertThatThrownBy(() -> Tenancy.host().call(statement::executeQuery))
          .isInstanceOf(TenancyChangedException.class);
      assertThatThrownBy(
              () ->
                  Tenancy.of(globex())
                      .call(
                          () -> {
                            statement.addBatch();
                            return null;
                          }))
          .isInstanceOf(TenancyChangedException.class);
      assertThatThrownBy(statement::executeQuery).isInstanceOf(NoTenancyException.class);
      Tenant again = acme().withTitle("Acme again");
      assertThat(Tenancy.of(again).call(() -> Sql.strings(statement.executeQuery()))).hasSize(3);

      Statement batch = c.createStatement();
      Tenancy.of(acme()).run(() -> add(batch, "delete from customer"));
      assertThatThrownBy(() -> Tenancy.of(globex()).run(() -> add(batch, "delete from customer")))
          .isInstanceOf(TenancyChangedException.class);
      assertThatThrownBy(() -> Tenancy.of(globex()).call(batch::executeBatch))
          .isInstanceOf(TenancyChangedException.class);
    }
    assertThat(stored(acme(), 1)).isEqualTo("acme 1");
    assertThat(stored(globex(), 1)).isEqualTo("globex 1");
  }

  private static void add(Statement batch, String sql) {
    try {
      batch.addBatch(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void theHostOwnsCommonTablesAndItsRowsOfMixedOnes() throws SQLException {
    in(
        Tenancy.host(),
        c -> {
          assertThat(Sql.strings(c, "select name from plan")).containsExactly("free");
          assertThat(Sql.update(c, "insert into plan (id, name) values (?, ?)", 2, "paid")).isEqualTo(1);
          assertThat(Sql.strings(c, "select message from notice")).containsExactly("from the host");
          assertThat(Sql.update(c, "insert into notice (id, message) values (?, ?)", 2, "second")).isEqualTo(1);
          assertThat(Sql.strings(c, "select message from notice order by id"))
              .containsExactly("from the host", "second");
          assertThatThrownBy(() -> Sql.strings(c, StatementContract.NAMES))
              .isInstanceOfSatisfying(
                  StatementRefusedException.class,
                  e -> assertThat(e.reason()).isEqualTo(StatementRefusedException.Reason.TENANT_TABLE_BY_HOST));
          return null;
        });
    in(
        acme(),
        c -> {
          assertThat(Sql.strings(c, "select message from notice")).containsExactly("of acme");
          assertThat(Sql.strings(c, "select name from plan where id = ?", 1)).containsExactly("free");
          assertThatThrownBy(() -> Sql.update(c, "update plan set name = 'mine'"))
              .isInstanceOfSatisfying(
                  StatementRefusedException.class,
                  e -> assertThat(e.reason()).isEqualTo(StatementRefusedException.Reason.COMMON_TABLE_WRITE));
          return null;
        });
  }

  @Test
  default void theDatabaseIsDescribedWithoutATenancy() throws SQLException {
    try (Connection c = door().getConnection()) {
      DatabaseMetaData metaData = c.getMetaData();
      assertThat(metaData.getDatabaseProductName()).isEqualTo("PostgreSQL");
      assertThat(metaData.getDriverMajorVersion()).isEqualTo(42);
      assertThat(metaData.supportsTransactions()).isTrue();
      try (ResultSet tables = metaData.getTables(null, "public", "customer", new String[] {"TABLE"});
          ResultSet columns = metaData.getColumns(null, "public", "customer", null)) {
        assertThat(tables.next()).isTrue();
        assertThat(tables.getString("TABLE_NAME")).isEqualTo("customer");
        assertThat(Sql.strings(columns)).hasSize(4);
      }
      assertThat(c.isValid(5)).isTrue();
      assertThat(c.getSchema()).isEqualTo("public");
      assertThat(c.nativeSQL("select {fn now()}")).isEqualTo("select now()");
    }
    assertThat(active()).isZero();
  }

  @Test
  default void theDatabaseIsDescribedForATenant() throws SQLException {
    in(
        globex(),
        c -> {
          assertThat(c.getMetaData().getURL()).startsWith("jdbc:postgresql:");
          try (ResultSet tables = c.getMetaData().getTables(null, c.getSchema(), "customer", null)) {
            assertThat(tables.next()).isTrue();
          }
          return null;
        });
  }

  @Test
  default void thePlacementDecidesOnDatabaseAndSchema() throws SQLException {
    in(
        globex(),
        c -> {
          String schema = c.getSchema();
          c.setSchema(schema);
          c.setSchema(null);
          c.setCatalog(c.getCatalog());
          assertThatThrownBy(() -> c.setSchema("pg_catalog"))
              .isInstanceOf(SQLFeatureNotSupportedException.class)
              .hasMessageContaining(schema);
          assertThatThrownBy(() -> c.setCatalog("postgres")).isInstanceOf(SQLFeatureNotSupportedException.class);
          assertThat(c.getSchema()).isEqualTo(schema);
          return null;
        });
  }

  @Test
  default void aTableThatIsNewIsKnownWithoutARestart() throws SQLException {
    in(acme(), c -> Sql.strings(c, StatementContract.NAMES));
    raw(
        acme(),
        "create table if not exists late (tenant_id bigint not null, id bigint not null);"
            + "delete from late; insert into late values (1, 11), (2, 22)");
    assertThat(strings(acme(), "select id from late")).containsExactly("11");
    in(
        acme(),
        c -> {
          assertThatThrownBy(() -> Sql.strings(c, "select id from never_made"))
              .isInstanceOfSatisfying(
                  StatementRefusedException.class,
                  e -> assertThat(e.reason()).isEqualTo(StatementRefusedException.Reason.UNKNOWN_RELATION));
          return null;
        });
    raw(acme(), "drop table late");
    door().refreshCatalogs();
  }

  @Test
  default void aClosedConnectionDoesNothing() throws SQLException {
    Connection c = door().getConnection();
    PreparedStatement prepared = Tenancy.of(acme()).call(() -> c.prepareStatement(StatementContract.NAMES));
    ResultSet rows = Tenancy.of(acme()).call(prepared::executeQuery);
    Statement plain = c.createStatement();
    DatabaseMetaData metaData = c.getMetaData();
    assertThat(c.isClosed()).isFalse();
    c.close();
    c.close();

    assertThat(c.isClosed()).isTrue();
    assertThat(prepared.isClosed()).isTrue();
    assertThat(plain.isClosed()).isTrue();
    assertThat(rows.isClosed()).isTrue();
    assertThat(c.isValid(1)).isFalse();
    Tenancy.of(acme())
        .run(
            () -> {
              List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> uses =
                  List.of(
                      c::createStatement,
                      () -> c.prepareStatement(StatementContract.NAMES),
                      c::commit,
                      c::rollback,
                      c::getMetaData,
                      metaData::getURL,
                      c::getAutoCommit,
                      () -> c.setReadOnly(true),
                      c::getWarnings,
                      c::getSchema,
                      prepared::executeQuery,
                      () -> plain.executeQuery("select 1"),
                      () -> c.createArrayOf("text", new Object[0]));
              for (var use : uses) {
                assertThatThrownBy(use).isInstanceOf(SQLException.class);
              }
            });
    assertThatCode(prepared::close).doesNotThrowAnyException();
    assertThatCode(plain::close).doesNotThrowAnyException();
    assertThatThrownBy(plain::getMaxRows).isInstanceOf(SQLException.class);
  }

  @Test
  default void anAbortEndsARunningStatement() throws Exception {
    Connection c = door().getConnection();
    PreparedStatement slow = Tenancy.of(acme()).call(() -> c.prepareStatement("select pg_sleep(120)"));
    Thread abort =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (rawString(
                            acme(),
                            "select count(*) from pg_stat_activity where query like 'select pg_sleep(120)%' and state = 'active'")
                        .equals("0")) {
                      LockSupport.parkNanos(StatementContract.POLL);
                    }
                    c.abort(Runnable::run);
                  } catch (SQLException e) {
                    throw new AssertionError(e);
                  }
                });
    assertThatThrownBy(() -> Tenancy.of(acme()).call(slow::executeQuery)).isInstanceOf(SQLException.class);
    abort.join();
    assertThat(c.isClosed()).isTrue();
    c.abort(Runnable::run);
    assertThat(strings(acme(), StatementContract.NAMES)).hasSize(3);
  }

  @Test
  default void settingsReachEachDatabaseAndEndWithTheConnection() throws SQLException {
    String application = "select current_setting('application_name')";
    String before = in(acme(), c -> Sql.string(c, application));
    try (Connection c = door().getConnection()) {
      c.setClientInfo("ApplicationName", "the test");
      c.setNetworkTimeout(Runnable::run, 30_000);
      for (Tenant tenant : List.of(acme(), globex())) {
        assertThat(Tenancy.of(tenant).call(() -> Sql.string(c, application))).isEqualTo("the test");
      }
      Properties none = new Properties();
      assertThat(c.getClientInfo("ApplicationName")).isEqualTo("the test");
      assertThat(c.getClientInfo()).containsEntry("ApplicationName", "the test");
      c.setClientInfo(none);
      assertThat(c.getClientInfo()).isEmpty();
      none.setProperty("ApplicationName", "again");
      c.setClientInfo(none);
      assertThat(c.getNetworkTimeout()).isEqualTo(30_000);
      assertThatThrownBy(() -> c.setNetworkTimeout(Runnable::run, -1)).isInstanceOf(SQLException.class);

      c.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
      assertThat(c.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
      assertThatThrownBy(() -> c.setHoldability(-7)).isInstanceOf(SQLException.class);
      Tenancy.of(acme())
          .call(
              () -> {
                try (PreparedStatement statement = c.prepareStatement(StatementContract.NAMES);
                    Statement plain = c.createStatement()) {
                  assertThat(statement.getResultSetHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
                  assertThat(plain.getResultSetHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
                  return Sql.strings(statement.executeQuery());
                }
              });
      assertThat(c.getTypeMap()).isEmpty();
      c.setTypeMap(Map.of());
      assertThatThrownBy(() -> c.setTypeMap(Map.of("x", String.class))).isInstanceOf(SQLException.class);
      assertThat((Object) c.getWarnings()).isNull();
      c.clearWarnings();
    }
    for (Tenant tenant : List.of(acme(), globex())) {
      assertThat(string(tenant, application)).isEqualTo(before);
    }
  }

  @Test
  default void aWarningReachesTheCaller() throws SQLException {
    in(
        Tenancy.host(),
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.execute("drop table if exists never_made");
            assertThat(statement.getWarnings().getMessage()).contains("never_made");
            statement.clearWarnings();
            assertThat((Object) statement.getWarnings()).isNull();
          }
          return null;
        });
  }
}
