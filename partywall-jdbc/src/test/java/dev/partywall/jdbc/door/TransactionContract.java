package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.TransactionSpansDatabasesException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How units of work begin, switch tenants and end, whatever the placement. */
interface TransactionContract extends PlacedDoor {

  String RENAME = "update customer set name = ? where id = 1";
  String NAME = "select name from customer where id = 1";

  /** Runs something for a tenant on a connection that stays open around it. */
  private static int rename(Tenant tenant, Connection connection, String name) throws SQLException {
    return Tenancy.of(tenant).call(() -> Sql.update(connection, RENAME, name));
  }

  private static String name(Tenant tenant, Connection connection) throws SQLException {
    return Tenancy.of(tenant).call(() -> Sql.string(connection, NAME));
  }

  @Test
  default void aCommitStoresAndARollbackDoesNot() throws SQLException {
    in(
        acme(),
        c -> {
          c.setAutoCommit(false);
          Sql.update(c, RENAME, "rolled back");
          assertThat(Sql.string(c, NAME)).isEqualTo("rolled back");
          c.rollback();
          assertThat(Sql.string(c, NAME)).isEqualTo("acme 1");
          Sql.update(c, RENAME, "committed");
          assertThat(stored(acme(), 1)).isEqualTo("acme 1");
          c.commit();
          assertThat(stored(acme(), 1)).isEqualTo("committed");
          return null;
        });
  }

  @Test
  default void closingRollsBackWhatIsOpen() throws SQLException {
    in(
        acme(),
        c -> {
          c.setAutoCommit(false);
          return Sql.update(c, RENAME, "lost");
        });
    assertThat(stored(acme(), 1)).isEqualTo("acme 1");
    assertThat(active()).isZero();
  }

  @Test
  default void switchingToAutoCommitCommits() throws SQLException {
    in(
        acme(),
        c -> {
          c.setAutoCommit(false);
          Sql.update(c, RENAME, "kept");
          c.setAutoCommit(true);
          assertThat(stored(acme(), 1)).isEqualTo("kept");
          Sql.update(c, RENAME, "at once");
          assertThat(stored(acme(), 1)).isEqualTo("at once");
          return null;
        });
  }

  @Test
  default void aFailedStatementEndsWithTheTransaction() throws SQLException {
    in(
        acme(),
        c -> {
          c.setAutoCommit(false);
          Sql.update(c, RENAME, "lost");
          assertThatThrownBy(() -> Sql.update(c, "insert into customer (id, name) values (1, 'again')"))
              .isInstanceOf(SQLException.class);
          assertThatThrownBy(() -> Sql.string(c, NAME))
              .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
          c.rollback();
          assertThat(Sql.string(c, NAME)).isEqualTo("acme 1");
          Sql.update(c, RENAME, "after");
          c.commit();
          return null;
        });
    assertThat(stored(acme(), 1)).isEqualTo("after");
  }

  @Test
  default void aTransactionReadsOneTenantAndWritesAnother() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      String read = name(acme(), c);
      rename(globex(), c, "from " + read);
      assertThat(name(globex(), c)).isEqualTo("from acme 1");
      assertThat(name(acme(), c)).isEqualTo("acme 1");
      assertThat(active()).isEqualTo(oneDatabase() ? 1 : 2);
      c.commit();
    }
    assertThat(stored(globex(), 1)).isEqualTo("from acme 1");
    assertThat(stored(acme(), 1)).isEqualTo("acme 1");
  }

  @Test
  default void aTransactionThatWroteToTwoDatabasesIsRolledBack() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      rename(acme(), c, "a");
      rename(globex(), c, "b");
      if (oneDatabase()) {
        c.commit();
      } else {
        assertThatThrownBy(c::commit)
            .isInstanceOfSatisfying(
                TransactionSpansDatabasesException.class,
                e -> assertThat(e.databases()).containsExactly("main", "other"));
        // The connection goes on with a new transaction.
        assertThat(name(acme(), c)).isEqualTo("acme 1");
        rename(acme(), c, "alone");
        c.commit();
      }
    }
    assertThat(stored(acme(), 1)).isEqualTo(oneDatabase() ? "a" : "alone");
    assertThat(stored(globex(), 1)).isEqualTo(oneDatabase() ? "b" : "globex 1");
  }

  @Test
  default void rowsLockedInOneDatabaseDoNotKeepAnotherFromBeingWritten() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      assertThat(Tenancy.of(acme()).call(() -> Sql.strings(c, NAME + " for update"))).containsExactly("acme 1");
      rename(globex(), c, "written");
      c.commit();
    }
    assertThat(stored(globex(), 1)).isEqualTo("written");
  }

  @Test
  default void aRollbackReachesAllTenantsOfTheTransaction() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      rename(acme(), c, "a");
      rename(globex(), c, "b");
      c.rollback();
      assertThat(name(acme(), c)).isEqualTo("acme 1");
      assertThat(name(globex(), c)).isEqualTo("globex 1");
      c.rollback();
    }
  }

  @Test
  default void aSavepointSpansTenants() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      rename(acme(), c, "before");
      Savepoint savepoint = c.setSavepoint("here");
      assertThat(savepoint.getSavepointName()).isEqualTo("here");
      rename(acme(), c, "after");
      // Joins after the savepoint, so all of its work is later.
      rename(globex(), c, "after");
      c.rollback(savepoint);
      assertThat(name(acme(), c)).isEqualTo("before");
      assertThat(name(globex(), c)).isEqualTo("globex 1");
      c.commit();
    }
    assertThat(stored(acme(), 1)).isEqualTo("before");
    assertThat(stored(globex(), 1)).isEqualTo("globex 1");
  }

  @Test
  default void aSavepointMarksAllThatJoinedBefore() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      rename(acme(), c, "acme before");
      name(globex(), c);
      Savepoint first = c.setSavepoint();
      assertThat(first.getSavepointId()).isPositive();
      rename(acme(), c, "acme after");
      Savepoint second = c.setSavepoint();
      rename(globex(), c, "globex after");
      c.rollback(second);
      assertThat(name(acme(), c)).isEqualTo("acme after");
      assertThat(name(globex(), c)).isEqualTo("globex 1");
      c.rollback(first);
      assertThat(name(acme(), c)).isEqualTo("acme before");
      assertThatThrownBy(() -> c.rollback(second)).isInstanceOf(SQLException.class);
      c.releaseSavepoint(first);
      assertThatThrownBy(() -> c.rollback(first)).isInstanceOf(SQLException.class);
      c.commit();
    }
    assertThat(stored(acme(), 1)).isEqualTo("acme before");
  }

  @Test
  default void aSavepointBeforeTheFirstStatementIsTheBeginning() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      Savepoint start = c.setSavepoint();
      assertThat(active()).isZero();
      rename(acme(), c, "a");
      c.rollback(start);
      assertThat(name(acme(), c)).isEqualTo("acme 1");
      rename(globex(), c, "b");
      c.commit();
    }
    assertThat(stored(acme(), 1)).isEqualTo("acme 1");
    assertThat(stored(globex(), 1)).isEqualTo("b");
  }

  @Test
  default void savepointsNeedATransactionOfTheirOwn() throws SQLException {
    try (Connection c = door().getConnection();
        Connection other = door().getConnection()) {
      assertThatThrownBy(c::setSavepoint).isInstanceOf(SQLException.class);
      assertThatThrownBy(c::commit).isInstanceOf(SQLException.class).hasMessageContaining("auto-commit");
      assertThatThrownBy(c::rollback).isInstanceOf(SQLException.class);
      c.setAutoCommit(false);
      other.setAutoCommit(false);
      Savepoint foreign = other.setSavepoint("x");
      assertThatThrownBy(() -> c.rollback(foreign)).isInstanceOf(SQLException.class);
      Savepoint old = c.setSavepoint("old");
      c.commit();
      assertThatThrownBy(() -> c.rollback(old)).isInstanceOf(SQLException.class);
      assertThatThrownBy(old::getSavepointId).isInstanceOf(SQLException.class);
    }
  }

  @Test
  default void namesMeanTheTenantsTablesAlsoAfterRollbacks() throws SQLException {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      for (int i = 0; i < 3; i++) {
        assertThat(name(acme(), c)).isEqualTo("acme 1");
        Savepoint savepoint = c.setSavepoint();
        assertThat(name(globex(), c)).isEqualTo("globex 1");
        c.rollback(savepoint);
        assertThat(name(globex(), c)).isEqualTo("globex 1");
        assertThat(name(acme(), c)).isEqualTo("acme 1");
        c.rollback();
        assertThat(name(acme(), c)).isEqualTo("acme 1");
        c.rollback();
        assertThat(name(globex(), c)).isEqualTo("globex 1");
        c.commit();
      }
    }
    for (Tenant tenant : List.of(globex(), acme(), globex())) {
      assertThat(string(tenant, NAME)).isEqualTo(tenant.name() + " 1");
    }
  }

  @Test
  default void openStatementsOfTwoTenantsDoNotMix() throws SQLException {
    try (Connection c = door().getConnection()) {
      var ofAcme = Tenancy.of(acme()).call(() -> c.prepareStatement(NAME));
      var ofGlobex = Tenancy.of(globex()).call(() -> c.prepareStatement(NAME));
      for (int i = 0; i < 8; i++) {
        assertThat(Tenancy.of(acme()).call(() -> Sql.strings(ofAcme.executeQuery()))).containsExactly("acme 1");
        assertThat(Tenancy.of(globex()).call(() -> Sql.strings(ofGlobex.executeQuery()))).containsExactly("globex 1");
      }
    }
  }

  @Test
  default void isolationAndReadOnlyHoldForEachThatJoinsAndAreGoneAfterwards() throws SQLException {
    String isolation = "select current_setting('transaction_isolation')";
    String readOnly = "select current_setting('transaction_read_only')";
    try (Connection c = door().getConnection()) {
      assertThat(c.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
      c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      c.setReadOnly(true);
      c.setAutoCommit(false);
      for (Tenant tenant : List.of(acme(), globex())) {
        assertThat(Tenancy.of(tenant).call(() -> Sql.string(c, isolation))).isEqualTo("serializable");
        assertThat(Tenancy.of(tenant).call(() -> Sql.string(c, readOnly))).isEqualTo("on");
        assertThatThrownBy(() -> rename(tenant, c, "x"))
            .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
        c.rollback();
      }
      assertThat(c.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      assertThat(c.isReadOnly()).isTrue();
      assertThatThrownBy(() -> c.setTransactionIsolation(3)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> c.setTransactionIsolation(0)).isInstanceOf(SQLException.class);
    }
    for (Tenant tenant : List.of(acme(), globex())) {
      in(
          tenant,
          c -> {
            c.setAutoCommit(false);
            assertThat(Sql.string(c, isolation)).isEqualTo("read committed");
            assertThat(Sql.string(c, readOnly)).isEqualTo("off");
            c.rollback();
            return null;
          });
    }
  }

  /** Elsewhere the second one takes the place of the first in the context that both threads share. */
  @Test
  default void transactionsOfOneScopeOnTwoThreadsEndApart() throws Exception {
    CyclicBarrier bothWrote = new CyclicBarrier(2);
    Scope scope = Tenancy.of(acme()).call(Tenancy::capture);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> kept = threads.submit(scope.wrap(() -> endAfter(bothWrote, 1, Connection::commit)));
      Future<?> lost = threads.submit(scope.wrap(() -> endAfter(bothWrote, 2, Connection::rollback)));
      kept.get();
      lost.get();
    }
    assertThat(stored(acme(), 1)).isEqualTo("written");
    assertThat(stored(acme(), 2)).isEqualTo("acme 2");
  }

  private Void endAfter(CyclicBarrier bothWrote, int customer, End end) throws Exception {
    try (Connection c = door().getConnection()) {
      c.setAutoCommit(false);
      Sql.update(c, "update customer set name = 'written' where id = ?", customer);
      bothWrote.await();
      end.of(c);
      return null;
    }
  }

  /** How a transaction ends. */
  interface End {
    void of(Connection connection) throws SQLException;
  }

  @Test
  default void rowsCanBeReadAfterTheTenancysBlock() throws SQLException {
    try (Connection c = door().getConnection()) {
      ResultSet rows =
          Tenancy.of(acme()).call(() -> c.prepareStatement("select name from customer order by id").executeQuery());
      assertThat(Sql.strings(rows)).containsExactly("acme 1", "acme 2", "acme 3");
    }
  }

  @Test
  default void aConnectionThatNobodyMissesGoesBackBeforeAnotherIsTaken() throws SQLException {
    try (Connection c = door().getConnection()) {
      for (int i = 0; i < 3; i++) {
        assertThat(name(acme(), c)).isEqualTo("acme 1");
        assertThat(name(globex(), c)).isEqualTo("globex 1");
        assertThat(active()).isEqualTo(1);
      }
    }
  }
}
