package dev.partywall.jdbc.internal.pool;

import static dev.partywall.jdbc.internal.pool.Someone.MAIN;
import static dev.partywall.jdbc.internal.pool.Someone.budget;
import static dev.partywall.jdbc.internal.pool.Someone.execute;
import static dev.partywall.jdbc.internal.pool.Someone.query;
import static dev.partywall.jdbc.internal.pool.Someone.set;
import static dev.partywall.jdbc.internal.pool.Someone.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.jdbc.oracle.Server;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One pool of one connection: what its users leave behind, and what the next one finds. */
@PartywallDatabases
@Timeout(1200)
class PhysicalConnectionTest {

  private Pools pools;

  @BeforeAll
  static void create(TestDatabase database) {
    database.execute(
        """
        CREATE TABLE t (id int PRIMARY KEY);
        CREATE SCHEMA a; CREATE TABLE a.whose AS SELECT 'a' AS schema;
        CREATE SCHEMA "B-1"; CREATE TABLE "B-1".whose AS SELECT 'b' AS schema;
        CREATE TABLE whose AS SELECT 'public' AS schema;
        """);
  }

  @BeforeEach
  void open(TestDatabase database) throws SQLException {
    CountingDriver.reset();
    pools =
        Pools.open(
            List.of(set("main", CountingDriver.counted(database.jdbcUrl()), database, 1)),
            budget(10, 10, Duration.ofMinutes(20)));
  }

  @AfterEach
  void close() {
    pools.close();
  }

  private PhysicalConnection acquire() throws SQLException {
    return pools.acquire(MAIN, tenant(1));
  }

  private String pid() throws SQLException {
    PhysicalConnection physical = acquire();
    try {
      return query(physical.connection(), "SELECT pg_backend_pid()");
    } finally {
      physical.release();
    }
  }

  private static String whose(PhysicalConnection physical, @Nullable String schema) throws SQLException {
    physical.useSchema(schema);
    return query(physical.connection(), "SELECT schema FROM whose");
  }

  @Test
  void aReleasedConnectionIsUsedAgain() throws SQLException {
    assertThat(pid()).isEqualTo(pid());
    assertThat(CountingDriver.OPENED).hasValue(1);
  }

  @Test
  void anEvictedConnectionIsClosedAndReplaced() throws SQLException {
    String before = pid();
    PhysicalConnection physical = acquire();
    physical.evict();
    physical.release();
    assertThat(pid()).isNotEqualTo(before);
  }

  @Test
  void anOpenTransactionIsRolledBackAndSettingsAreRestored() throws SQLException {
    PhysicalConnection physical = acquire();
    Connection connection = physical.connection();
    String before = query(connection, "SELECT pg_backend_pid()");
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    connection.setReadOnly(false);
    connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
    connection.setAutoCommit(false);
    execute(connection, "INSERT INTO t VALUES (1)");
    physical.release();

    PhysicalConnection next = acquire();
    assertThat(query(next.connection(), "SELECT pg_backend_pid()")).isEqualTo(before);
    assertThat(next.connection().getAutoCommit()).isTrue();
    assertThat(next.connection().isReadOnly()).isFalse();
    assertThat(next.connection().getHoldability()).isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);
    assertThat(query(next.connection(), "SHOW default_transaction_isolation")).isEqualTo("read committed");
    assertThat(query(next.connection(), "SELECT count(*) FROM t")).isEqualTo("0");
    next.release();
  }

  @Test
  void aReadOnlyTransactionDoesNotMakeTheNextOneReadOnly() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.connection().setReadOnly(true);
    physical.connection().setAutoCommit(false);
    query(physical.connection(), "SELECT 1");
    physical.release();
    PhysicalConnection next = acquire();
    next.connection().setAutoCommit(false);
    execute(next.connection(), "INSERT INTO t VALUES (2)");
    next.release();
  }

  @Test
  void aFailedTransactionIsRolledBack() throws SQLException {
    PhysicalConnection physical = acquire();
    String before = query(physical.connection(), "SELECT pg_backend_pid()");
    physical.connection().setAutoCommit(false);
    assertThatThrownBy(() -> execute(physical.connection(), "SELECT 1/0")).isInstanceOf(SQLException.class);
    physical.release();
    assertThat(pid()).isEqualTo(before);
  }

  @Test
  void aTransactionBegunAsTextIsNotHandedOn() throws SQLException {
    PhysicalConnection physical = acquire();
    String before = query(physical.connection(), "SELECT pg_backend_pid()");
    execute(physical.connection(), "BEGIN; INSERT INTO t VALUES (3)");
    physical.release();
    assertThat(pid()).isNotEqualTo(before);
  }

  /** Before version 18 the server does not tell, and only the guard keeps such texts away. */
  @Test
  void aSearchPathSetAsTextIsNotHandedOn() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.useSchema("a");
    String before = query(physical.connection(), "SELECT pg_backend_pid()");
    execute(physical.connection(), "SET search_path = public");
    physical.release();
    PhysicalConnection next = acquire();
    boolean handedOn = query(next.connection(), "SELECT pg_backend_pid()").equals(before);
    assertThat(handedOn).isEqualTo(Server.VERSION < 18);
    assertThat(whose(next, "a")).isEqualTo(handedOn ? "public" : "a");
    next.release();
  }

  @Test
  void aServerThatReadsStringsOtherwiseIsNotHandedOn() throws SQLException {
    PhysicalConnection physical = acquire();
    execute(physical.connection(), "SET standard_conforming_strings = off");
    physical.release();
    PhysicalConnection next = acquire();
    assertThat(query(next.connection(), "SHOW standard_conforming_strings")).isEqualTo("on");
    next.release();
  }

  @Test
  void aForgottenStatementIsClosed() throws SQLException {
    PhysicalConnection physical = acquire();
    Statement forgotten = physical.connection().createStatement();
    physical.release();
    assertThat(forgotten.isClosed()).isTrue();
  }

  @Test
  void aConnectionThatTheServerEndedIsReplaced(TestDatabase database) throws SQLException {
    PhysicalConnection physical = acquire();
    String before = query(physical.connection(), "SELECT pg_backend_pid()");
    database.execute("SELECT pg_terminate_backend(" + before + ")");
    assertThatThrownBy(() -> query(physical.connection(), "SELECT 1")).isInstanceOf(SQLException.class);
    physical.release();
    assertThat(pid()).isNotEqualTo(before);
    assertThat(pools.stats().open()).isOne();
  }

  @Test
  void aConnectionThatWasAbortedLeavesTheBudget() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.connection().abort(Runnable::run);
    physical.evict();
    assertThat(pools.stats().open()).isZero();
    pid();
  }

  @Test
  void theSearchPathOutlivesTheReturnToThePool() throws SQLException {
    PhysicalConnection physical = acquire();
    assertThat(whose(physical, "a")).isEqualTo("a");
    physical.release();

    PhysicalConnection next = acquire();
    int before = CountingDriver.STATEMENTS.get();
    next.useSchema("a");
    assertThat(CountingDriver.STATEMENTS).hasValue(before);
    assertThat(whose(next, "a")).isEqualTo("a");
    assertThat(whose(next, "B-1")).isEqualTo("b");
    assertThat(whose(next, null)).isEqualTo("public");
    next.release();
  }

  @Test
  void theSearchPathIsExactlyTheSchema() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.useSchema("a");
    assertThat(query(physical.connection(), "SELECT current_schemas(false)::text")).isEqualTo("{a}");
    assertThatThrownBy(() -> query(physical.connection(), "SELECT count(*) FROM t")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> physical.connection().setSchema("public")).isInstanceOf(SQLException.class);
    physical.release();
  }

  @Test
  void aRollbackThatTakesTheSearchPathBackIsNoticed() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.useSchema("a");
    physical.connection().setAutoCommit(false);
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    physical.connection().rollback();
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    physical.release();

    PhysicalConnection next = acquire();
    assertThat(whose(next, "B-1")).isEqualTo("b");
    next.release();
  }

  @Test
  void aRollbackToASavepointThatTakesTheSearchPathBackIsNoticed() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.useSchema("a");
    physical.connection().setAutoCommit(false);
    Savepoint savepoint = physical.connection().setSavepoint();
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    physical.connection().rollback(savepoint);
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    physical.connection().commit();
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    assertThat(whose(physical, "a")).isEqualTo("a");
    physical.release();
  }

  @Test
  void aCommitThatIsARollbackTakesTheSearchPathBack() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.useSchema("a");
    physical.connection().setAutoCommit(false);
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    assertThatThrownBy(() -> execute(physical.connection(), "SELECT 1/0")).isInstanceOf(SQLException.class);
    physical.connection().commit();
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    assertThatThrownBy(() -> execute(physical.connection(), "SELECT 1/0")).isInstanceOf(SQLException.class);
    physical.connection().setAutoCommit(true);
    assertThat(whose(physical, "B-1")).isEqualTo("b");
    physical.release();
  }

  @Test
  void aStatementThatTheServerDoesNotSupportBreaksNothing() throws SQLException {
    PhysicalConnection physical = acquire();
    String before = query(physical.connection(), "SELECT pg_backend_pid()");
    assertThatThrownBy(() -> execute(physical.connection(), "CREATE TABLE x.y.z (a int)"))
        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
    assertThat(query(physical.connection(), "SELECT pg_backend_pid()")).isEqualTo(before);
    physical.release();
  }

  @Test
  void aSecondReleaseDoesNothing() throws SQLException {
    PhysicalConnection physical = acquire();
    physical.release();
    PhysicalConnection other = acquire();
    physical.release();
    physical.evict();
    assertThat(query(other.connection(), "SELECT 1")).isEqualTo("1");
    assertThat(pools.stats().pools().getFirst().active()).isOne();
    other.release();
  }

  @Test
  void anUnguardedConnectionIsCountedAndClosedForGood() throws SQLException {
    String first;
    try (Connection connection = pools.unguarded(MAIN).getConnection()) {
      first = query(connection, "SELECT pg_backend_pid()");
      connection.setSchema("a");
      assertThat(pools.stats().open()).isOne();
    }
    assertThat(pools.stats().open()).isZero();
    try (Connection connection = pools.unguarded(MAIN).getConnection()) {
      assertThat(query(connection, "SELECT pg_backend_pid()")).isNotEqualTo(first);
      assertThat(query(connection, "SELECT schema FROM whose")).isEqualTo("public");
    }
  }
}
