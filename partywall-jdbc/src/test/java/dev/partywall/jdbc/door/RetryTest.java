package dev.partywall.jdbc.door;

import static dev.partywall.jdbc.door.ReplicaFixture.as;
import static dev.partywall.jdbc.door.ReplicaFixture.awaitReaders;
import static dev.partywall.jdbc.door.ReplicaFixture.eventually;
import static dev.partywall.jdbc.door.ReplicaFixture.routing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that a reader could not run are run once more elsewhere, if nothing was returned of them. */
class RetryTest {

  /** Takes minutes with the rounds that are there at first. */
  private static final String LONG =
      "select count(*) + ? from note, rounds cross join generate_series(1, rounds.n) as g(i) where i > 0 and note.id = 1";

  private static final String MANY_ROUNDS = "update rounds set n = 1000000000";
  private static final String FEW_ROUNDS = "update rounds set n = 10";

  private static ReplicaFixture fixture;
  private static ExecutorService threads;
  private TenantDataSource door;

  @BeforeAll
  static void start() {
    fixture = new ReplicaFixture(1);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    fixture
        .cluster
        .writer()
        .database("shop")
        .execute("create table rounds (n bigint not null); insert into rounds values (0)");
    fixture
        .cluster
        .standby(0)
        .database("shop")
        .execute("alter system set max_standby_streaming_delay = 0; select pg_reload_conf()");
  }

  @AfterAll
  static void stop() {
    threads.close();
    fixture.close();
  }

  @BeforeEach
  void open() throws SQLException {
    writer().execute(MANY_ROUNDS);
    fixture.cluster.awaitCaughtUp();
    door = fixture.door(routing().build());
    awaitReaders(door, 1);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static long count(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(LONG)) {
      select.setLong(1, 2);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static TestDatabase writer() {
    return fixture.cluster.writer().database("shop");
  }

  private static TestDatabase standby() {
    return fixture.cluster.standby(0).database("shop");
  }

  private static boolean runsOnTheStandby() {
    try (Connection connection = standby().dataSource().getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select count(*) from pg_stat_activity where state = 'active' and query like '%+ $1%'"
                        + " and pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1) > 0;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Future<Long> counting(boolean inTransaction) {
    return threads.submit(
        () ->
            as(
                "ann",
                door,
                connection -> {
                  if (inTransaction) {
                    connection.setReadOnly(true);
                    connection.setAutoCommit(false);
                  }
                  long count = count(connection);
                  if (inTransaction) {
                    connection.commit();
                  }
                  return count;
                }));
  }

  @Test
  void aReadThatReplayCancelsIsRunAgain() throws Exception {
    Future<Long> count = counting(false);
    eventually(RetryTest::runsOnTheStandby);
    writer().execute("begin; " + FEW_ROUNDS + "; lock table note in access exclusive mode; commit");
    assertThat(count.get()).isEqualTo(12);
    assertThat(fixture.went.last()).isEqualTo("write-1 writer-retry");
  }

  @Test
  void theFirstReadOfATransactionThatReplayCancelsIsRunAgain() throws Exception {
    Future<Long> count = counting(true);
    eventually(RetryTest::runsOnTheStandby);
    writer().execute("begin; " + FEW_ROUNDS + "; lock table note in access exclusive mode; commit");
    assertThat(count.get()).isEqualTo(12);
    assertThat(fixture.went.last()).isEqualTo("write-1 writer-retry");
  }

  @Test
  void aReadWhoseConnectionIsLostIsRunAgainAlsoAsTheFirstOfATransaction() throws Exception {
    Future<Long> count = counting(true);
    eventually(RetryTest::runsOnTheStandby);
    writer().execute(FEW_ROUNDS);
    standby()
        .execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where state = 'active' and query like '%+ $1%'"
                + " and pid <> pg_backend_pid()");
    assertThat(count.get()).isEqualTo(12);
    assertThat(fixture.went.last()).isEqualTo("write-1 writer-retry");
  }

  @Test
  void aReadThatTurnsOutToNeedTheWriterIsRunThere() throws SQLException {
    writer()
        .execute(
            """
            create sequence tick;
            create view ticking as select tenant_id, id, nextval('tick') as tick from note;
            """);
    as(
        "ann",
        door,
        connection -> {
          try (var rows = connection.createStatement().executeQuery("select tick from ticking where id = 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(1);
          }
          return null;
        });
    assertThat(fixture.went.last()).startsWith("write-1 writer-");
  }

  @Test
  void anErrorOfTheStatementIsNoReasonToTryAgain() throws SQLException {
    as(
        "ann",
        door,
        connection -> {
          fixture.went.all();
          try (var select = connection.prepareStatement("select 1 / (id - ?) from note")) {
            select.setLong(1, 1);
            assertThatThrownBy(select::executeQuery).isInstanceOf(SQLException.class).hasMessageContaining("zero");
          }
          assertThat(fixture.went.all()).containsExactly("read-1 reader-any");
          return null;
        });
  }
}
