package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenant;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How statements run, whatever the placement. */
interface StatementContract extends PlacedDoor {

  /** How often something is looked at, in nanoseconds. */
  long POLL = 10_000_000;

  String NAMES = "select name from customer order by id";

  @Test
  default void eachTenantSeesItsOwnRows() throws SQLException {
    for (Tenant tenant : List.of(acme(), globex())) {
      List<String> own = List.of(tenant.name() + " 1", tenant.name() + " 2", tenant.name() + " 3");
      assertThat(strings(tenant, NAMES)).isEqualTo(own);
      List<String> read =
          in(
              tenant,
              c -> {
                try (Statement statement = c.createStatement()) {
                  return Sql.strings(statement.executeQuery(NAMES));
                }
              });
      assertThat(read).isEqualTo(own);
    }
  }

  @Test
  default void anInsertIsTheTenantsAndKeysDoNotCollide() throws SQLException {
    in(acme(), c -> Sql.update(c, "insert into customer (id, name) values (?, ?)", 10, "new"));
    in(globex(), c -> Sql.update(c, "insert into customer (id, name) values (?, ?)", 10, "other"));

    assertThat(stored(acme(), 10)).isEqualTo("new");
    assertThat(stored(globex(), 10)).isEqualTo("other");
  }

  @Test
  default void updatesAndDeletesReachTheTenantsRowsOnly() throws SQLException {
    assertThat(update(acme(), "update customer set name = ? where id = ?", "changed", 1)).isEqualTo(1);
    assertThat(update(acme(), "delete from customer where id > ?", 1)).isEqualTo(2);

    assertThat(stored(acme(), 1)).isEqualTo("changed");
    assertThat(stored(acme(), 2)).isEqualTo("none");
    assertThat(stored(globex(), 1)).isEqualTo("globex 1");
    assertThat(strings(globex(), NAMES)).hasSize(3);
  }

  @Test
  default void generatedKeysComeInEachForm() throws SQLException {
    in(
        acme(),
        c -> {
          String insert = "insert into orders (customer_id, total) values (1, 5)";
          try (PreparedStatement all = c.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
            assertThat(all.executeUpdate()).isEqualTo(1);
            ResultSet keys = all.getGeneratedKeys();
            assertThat(keys.next()).isTrue();
            assertThat(keys.getLong("id")).isPositive();
            assertThat(keys.getStatement()).isSameAs(all);
          }
          try (PreparedStatement named = c.prepareStatement(insert, new String[] {"id"})) {
            named.executeUpdate();
            assertThat(Sql.strings(named.getGeneratedKeys())).hasSize(1);
          }
          try (Statement statement = c.createStatement()) {
            assertThat(statement.executeUpdate(insert, Statement.RETURN_GENERATED_KEYS)).isEqualTo(1);
            assertThat(statement.getGeneratedKeys().next()).isTrue();
            assertThat(statement.executeLargeUpdate(insert, new String[] {"id"})).isEqualTo(1);
            assertThat(statement.getGeneratedKeys().next()).isTrue();
            assertThat(statement.execute(insert, new String[] {"id"})).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getGeneratedKeys().next()).isTrue();
            assertThat(statement.execute(insert, Statement.NO_GENERATED_KEYS)).isFalse();
            assertThat(statement.getGeneratedKeys().next()).isFalse();
            // The driver has keys by name only, and says so.
            assertThatThrownBy(() -> statement.executeUpdate(insert, new int[] {2})).isInstanceOf(SQLException.class);
          }
          assertThatThrownBy(() -> c.prepareStatement(insert, new int[] {2})).isInstanceOf(SQLException.class);
          return null;
        });
    assertThat(rawString(acme(), "select count(*) from orders where tenant_id = 1")).isEqualTo("6");
  }

  @Test
  default void generatedColumnsAreNamesAndNothingElse() throws SQLException {
    String foreign = "(select string_agg(name, ',') from customer)";
    String insert = "insert into orders (customer_id) values (1)";
    in(
        acme(),
        c -> {
          assertThatThrownBy(() -> c.prepareStatement(insert, new String[] {foreign})).isInstanceOf(SQLException.class);
          try (Statement statement = c.createStatement()) {
            for (String name : List.of(foreign, "id\", name", "id; delete", "*", "")) {
              assertThatThrownBy(() -> statement.executeUpdate(insert, new String[] {name}))
                  .isInstanceOf(SQLException.class);
              assertThatThrownBy(() -> statement.execute(insert, new String[] {"id", name}))
                  .isInstanceOf(SQLException.class);
            }
          }
          return null;
        });
    assertThat(rawString(acme(), "select count(*) from orders")).isEqualTo("0");
  }

  @Test
  default void aPreparedBatchIsTheTenants() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement insert = c.prepareStatement("insert into customer (id, name) values (?, ?)")) {
            for (int i = 20; i < 23; i++) {
              insert.setInt(1, i);
              insert.setString(2, "batch " + i);
              insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            insert.setInt(1, 23);
            insert.addBatch();
            insert.clearBatch();
            assertThat(insert.executeBatch()).isEmpty();
            insert.setInt(1, 24);
            insert.addBatch();
            assertThat(insert.executeLargeBatch()).containsExactly(1L);
          }
          return null;
        });
    assertThat(stored(acme(), 22)).isEqualTo("batch 22");
    assertThat(stored(acme(), 23)).isEqualTo("none");
    assertThat(stored(acme(), 24)).isEqualTo("batch 22");
    assertThat(stored(globex(), 22)).isEqualTo("none");
  }

  @Test
  default void aBatchOfTextsCountsAllOrNone() throws SQLException {
    in(
        acme(),
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.addBatch("insert into customer (id, name) values (30, 'thirty')");
            statement.addBatch("update customer set city = 'Rome' where id < 3");
            assertThat(statement.executeBatch()).containsExactly(1, 2);
            assertThat(statement.executeBatch()).isEmpty();

            statement.addBatch("update customer set name = 'lost' where id = 30");
            statement.addBatch("insert into customer (id, name) values (30, 'twice')");
            statement.addBatch("delete from customer");
            assertThatThrownBy(statement::executeBatch)
                .isInstanceOfSatisfying(
                    BatchUpdateException.class,
                    e -> {
                      assertThat(e.getUpdateCounts()).containsExactly(1);
                      assertThat(e.getSQLState()).isEqualTo("23505");
                    });

            statement.addBatch("delete from customer");
            statement.clearBatch();
            assertThat(statement.executeLargeBatch()).isEmpty();
          }
          assertThat(c.getAutoCommit()).isTrue();
          return null;
        });
    assertThat(stored(acme(), 30)).isEqualTo("thirty");
    assertThat(stored(globex(), 1)).isEqualTo("globex 1");
  }

  @Test
  default void aBatchInATransactionLeavesTheEndToTheCaller() throws SQLException {
    in(
        acme(),
        c -> {
          c.setAutoCommit(false);
          try (Statement statement = c.createStatement()) {
            statement.addBatch("delete from customer where id = 1");
            assertThat(statement.executeBatch()).containsExactly(1);
          }
          c.rollback();
          return null;
        });
    assertThat(stored(acme(), 1)).isEqualTo("acme 1");
  }

  @Test
  default void rowsStreamByFetchSize() throws SQLException {
    raw(
        acme(),
        "insert into customer select 1, n, 'many', 'Rome' from generate_series(100, 1099) n;"
            + "insert into customer select 2, n, 'foreign', 'Rome' from generate_series(100, 1099) n");
    int read =
        in(
            acme(),
            c -> {
              c.setAutoCommit(false);
              try (PreparedStatement statement = c.prepareStatement("select name from customer where city = ?")) {
                statement.setFetchSize(50);
                statement.setString(1, "Rome");
                assertThat(statement.getFetchSize()).isEqualTo(50);
                ResultSet rows = statement.executeQuery();
                int n = 0;
                while (rows.next()) {
                  assertThat(rows.getString(1)).isEqualTo("many");
                  n++;
                }
                c.commit();
                return n;
              }
            });
    assertThat(read).isEqualTo(1000);
  }

  @Test
  default void settingsOfAStatementHold() throws SQLException {
    in(
        acme(),
        c -> {
          try (Statement statement = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            statement.setMaxRows(2);
            statement.setQueryTimeout(7);
            statement.setFetchSize(1);
            statement.setPoolable(true);
            ResultSet rows = statement.executeQuery(NAMES);
            assertThat(rows.last()).isTrue();
            assertThat(rows.getRow()).isEqualTo(2);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(statement.getResultSet()).isSameAs(rows);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getMaxRows()).isEqualTo(2);
            assertThat(statement.getLargeMaxRows()).isEqualTo(2);
            assertThat(statement.getQueryTimeout()).isEqualTo(7);
            assertThat(statement.isPoolable()).isTrue();
            assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
            assertThatThrownBy(() -> statement.setMaxRows(-1)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.setQueryTimeout(-1)).isInstanceOf(SQLException.class);
          }
          try (PreparedStatement statement = c.prepareStatement(NAMES)) {
            statement.setMaxRows(1);
            assertThat(Sql.strings(statement.executeQuery())).containsExactly("acme 1");
            assertThat(statement.execute()).isTrue();
            assertThat(Sql.strings(statement.getResultSet())).containsExactly("acme 1");
            assertThat(statement.getMoreResults()).isFalse();
          }
          return null;
        });
  }

  @Test
  default void aStatementMayCloseWithItsRows() throws SQLException {
    in(
        acme(),
        c -> {
          try (Statement plain = c.createStatement();
              PreparedStatement prepared = c.prepareStatement(NAMES)) {
            for (Statement statement : List.of(plain, prepared)) {
              statement.closeOnCompletion();
              assertThat(statement.isCloseOnCompletion()).isTrue();
            }
            plain.executeQuery(NAMES).close();
            prepared.executeQuery().close();
            assertThat(plain.isClosed()).isTrue();
            assertThat(prepared.isClosed()).isTrue();
          }
          return null;
        });
  }

  @Test
  default void aSlowStatementEndsByTimeoutAndByCancel() throws SQLException {
    in(
        acme(),
        c -> {
          try (Statement statement = c.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.executeQuery("select pg_sleep(60)"))
                .isInstanceOf(SQLException.class)
                .satisfies(
                    e ->
                        assertThat(e instanceof SQLTimeoutException || ((SQLException) e).getSQLState().equals("57014"))
                            .isTrue());
          }
          try (PreparedStatement statement = c.prepareStatement("select pg_sleep(60)")) {
            Thread cancel = Thread.ofVirtual().start(() -> cancelOnceItRuns(statement));
            assertThatThrownBy(statement::executeQuery)
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            join(cancel);
          }
          assertThat(Sql.strings(c, NAMES)).hasSize(3);
          return null;
        });
  }

  private void cancelOnceItRuns(Statement statement) {
    String running = "select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'";
    try {
      while (rawString(acme(), running).equals("0")) {
        LockSupport.parkNanos(POLL);
      }
      statement.cancel();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void updatableResultSetsAreRefusedAndScrollableOnesWork() throws SQLException {
    in(
        acme(),
        c -> {
          int updatable = ResultSet.CONCUR_UPDATABLE;
          int scroll = ResultSet.TYPE_SCROLL_INSENSITIVE;
          assertThatThrownBy(() -> c.createStatement(scroll, updatable))
              .isInstanceOf(SQLFeatureNotSupportedException.class)
              .hasMessageContaining("CONCUR_READ_ONLY");
          assertThatThrownBy(() -> c.prepareStatement(NAMES, scroll, updatable))
              .isInstanceOf(SQLFeatureNotSupportedException.class);
          assertThatThrownBy(() -> c.prepareCall("{call f()}", scroll, updatable))
              .isInstanceOf(SQLFeatureNotSupportedException.class);
          try (PreparedStatement statement =
              c.prepareStatement(NAMES, scroll, ResultSet.CONCUR_READ_ONLY, ResultSet.HOLD_CURSORS_OVER_COMMIT)) {
            ResultSet rows = statement.executeQuery();
            assertThat(rows.absolute(3)).isTrue();
            assertThat(rows.getString("name")).isEqualTo("acme 3");
            assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
            assertThatThrownBy(() -> rows.updateString(1, "x")).isInstanceOf(SQLException.class);
            assertThatThrownBy(rows::deleteRow).isInstanceOf(SQLException.class);
          }
          return null;
        });
  }

  @Test
  default void aPlainStatementTakesNoParameters() throws SQLException {
    in(
        acme(),
        c -> {
          try (Statement statement = c.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select name from customer where id = ?"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("1 parameter");
          }
          return null;
        });
  }

  @Test
  default void aPreparedStatementRunsItsOwnTextOnly() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement statement = c.prepareStatement(NAMES)) {
            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.executeUpdate("delete from customer")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("delete from customer", 1)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.addBatch("delete from customer")).isInstanceOf(SQLException.class);
          }
          return null;
        });
    assertThat(stored(acme(), 1)).isEqualTo("acme 1");
  }

  @Test
  default void aDatabasesErrorPassesAsItIs() throws SQLException {
    in(
        acme(),
        c -> {
          assertThatThrownBy(() -> Sql.update(c, "insert into customer (id, name) values (1, 'again')"))
              .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
          assertThat(Sql.strings(c, NAMES)).hasSize(3);
          return null;
        });
  }

  @Test
  default void manyStatementsAreOpenAtOnce() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement outer = c.prepareStatement(NAMES);
              PreparedStatement inner = c.prepareStatement("select count(*) from customer where name = ?")) {
            ResultSet rows = outer.executeQuery();
            int found = 0;
            while (rows.next()) {
              inner.setString(1, rows.getString(1));
              found += Integer.parseInt(Sql.strings(inner.executeQuery()).getFirst());
            }
            assertThat(found).isEqualTo(3);
          }
          return null;
        });
  }

  @Test
  default void everythingLeadsBackToTheCallersObjects() throws SQLException {
    in(
        acme(),
        c -> {
          try (Statement plain = c.createStatement();
              PreparedStatement prepared = c.prepareStatement("select array[name] from customer")) {
            ResultSet rows = prepared.executeQuery();
            assertThat(rows.getStatement()).isSameAs(prepared);
            assertThat(prepared.getConnection()).isSameAs(c);
            assertThat(plain.getConnection()).isSameAs(c);
            assertThat(c.getMetaData().getConnection()).isSameAs(c);
            assertThat(rows.next()).isTrue();
            assertThat(rows.getArray(1).getResultSet().getStatement()).isNull();
            assertThat(((java.sql.Array) rows.getObject(1)).getResultSet().getStatement()).isNull();
            assertThat(rows.getObject(1, java.sql.Array.class).getResultSet().getStatement()).isNull();
            ResultSet tables = c.getMetaData().getTables(null, null, "customer", null);
            assertThat(tables.getStatement()).isNull();
            tables.close();
          }
          return null;
        });
  }

  @Test
  default void whatIsBehindTheDoorIsNotUnwrapped() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement prepared = c.prepareStatement(NAMES);
              Statement plain = c.createStatement()) {
            for (java.sql.Wrapper wrapper : List.of(c, prepared, plain, prepared.executeQuery(), c.getMetaData())) {
              for (Class<?> driver :
                  List.of(
                      org.postgresql.PGConnection.class,
                      org.postgresql.jdbc.PgConnection.class,
                      org.postgresql.PGStatement.class,
                      org.postgresql.jdbc.PgResultSet.class)) {
                assertThat(wrapper.isWrapperFor(driver)).isFalse();
                assertThatThrownBy(() -> wrapper.unwrap(driver))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("without the guard");
              }
            }
            assertThat(c.unwrap(Connection.class)).isSameAs(c);
            assertThat(c.isWrapperFor(Connection.class)).isTrue();
            assertThat(prepared.unwrap(Statement.class)).isSameAs(prepared);
          }
          return null;
        });
  }
}
