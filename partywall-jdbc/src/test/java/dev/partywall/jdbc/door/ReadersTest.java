package dev.partywall.jdbc.door;

import static dev.partywall.jdbc.door.ReplicaFixture.as;
import static dev.partywall.jdbc.door.ReplicaFixture.awaitReaders;
import static dev.partywall.jdbc.door.ReplicaFixture.body;
import static dev.partywall.jdbc.door.ReplicaFixture.eventually;
import static dev.partywall.jdbc.door.ReplicaFixture.read;
import static dev.partywall.jdbc.door.ReplicaFixture.routing;
import static dev.partywall.jdbc.door.ReplicaFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Commit;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Intent;
import dev.partywall.core.ReadLog;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantSession;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.NoReaderException;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.ReadsInTransactions;
import dev.partywall.jdbc.WriteUnderReadIntentException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which node serves what, on a writer with a standby. */
class ReadersTest {

  private static ReplicaFixture fixture;
  private TenantDataSource door;

  @BeforeAll
  static void start() {
    fixture = new ReplicaFixture(1);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void open() throws SQLException {
    open(routing().build());
  }

  private void open(Routing routing) throws SQLException {
    if (door != null) {
      door.close();
    }
    door = fixture.door(routing);
    awaitReaders(door, 1);
    fixture.went.all();
  }

  @AfterEach
  void close() {
    fixture.cluster.standby(0).resumeReplay();
    door.close();
  }

  @Test
  void aReadOutsideATransactionGoesToAReaderAndAWriteToTheWriter() throws SQLException {
    assertThat(read("ann", door, 1)).isEqualTo("first");
    as(
        "ann",
        door,
        c -> {
          write(c, 5, "x");
          return null;
        });
    assertThat(fixture.went.all()).containsExactly("read-1 reader-any", "write-1 writer-effect");
  }

  @Test
  void aSessionSeesWhatItWroteWhileTheReaderStandsStill() throws SQLException {
    fixture.cluster.standby(0).pauseReplay();
    as(
        "bob",
        door,
        c -> {
          write(c, 7, "new");
          return null;
        });
    assertThat(read("bob", door, 7)).isEqualTo("new");
    assertThat(fixture.went.last()).startsWith("write-1 writer-session-");
    eventually(() -> fromWhere("bob").equals("write-1 writer-session-behind"));
    assertThat(read("somebody else", door, 7)).isNull();
    assertThat(fixture.went.last()).isEqualTo("read-1 reader-any");
    fixture.cluster.standby(0).resumeReplay();
    eventually(() -> fromWhere("bob").equals("read-1 reader-caught-up"));
    assertThat(read("bob", door, 7)).isEqualTo("new");
  }

  @Test
  void aCopyTellsHowFarTheNodeWasThatItWasReadFrom() throws SQLException {
    ReadStamp before = stampOfRead("ann");
    assertThat(before.tables()).containsExactly("note");
    fixture.cluster.standby(0).pauseReplay();
    SessionToken written = tokenOfWrite("bob", 8);
    assertThat(before.covers(written)).isFalse();
    assertThat(stampOfRead("ann").covers(written)).isFalse();
    eventually(() -> stampOfRead("bob").covers(written));
    assertThat(fixture.went.last()).startsWith("write-1");
    fixture.cluster.standby(0).resumeReplay();
    eventually(() -> stampOfRead("ann").covers(written));
  }

  private SessionToken tokenOfWrite(String user, long id) throws SQLException {
    return as(
        user,
        door,
        c -> {
          write(c, id, "x");
          return Scope.current().writes().settled().join();
        });
  }

  private ReadStamp stampOfRead(String user) {
    ReadLog log = new ReadLog();
    try {
      return as(
          user,
          door,
          _ ->
              Scope.current()
                  .with(log)
                  .<ReadStamp, SQLException>call(
                      () -> {
                        try (Connection connection = door.getConnection()) {
                          String _ = body(connection, 1);
                        }
                        return log.stamp() == null ? unknown() : log.stamp();
                      }));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Of a copy that may not be kept, which so shows nothing to anybody. */
  private static ReadStamp unknown() {
    return new ReadStamp(Map.of(DatasourceName.MAIN, Optional.empty()), Set.of(), Set.of());
  }

  @Test
  void theSessionsTokenWaitsForCopies() throws SQLException {
    CompletableFuture<Void> copies = new CompletableFuture<>();
    List<Commit> commits = new ArrayList<>();
    door.listen(
        (_, commit) -> {
          commits.add(commit);
          return copies;
        });
    as(
        "cid",
        door,
        c -> {
          write(c, 9, "x");
          CompletableFuture<SessionToken> token = commits.getFirst().positions().get(DatasourceName.MAIN);
          assertThat(token.join().position(DatasourceName.MAIN)).isNotNull();
          assertThat(Scope.current().writes().settled()).isNotDone();
          String _ = body(c, 9);
          assertThat(fixture.went.last()).isEqualTo("write-1 writer-session-pending");
          copies.complete(null);
          assertThat(Scope.current().writes().settled().join()).isEqualTo(token.join());
          return null;
        });
  }

  private String fromWhere(String user) {
    try {
      as(user, door, c -> body(c, 1));
      return fixture.went.last();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTransactionThatEndsOutsideTheScopeOfItsStatementsIsSeenInIt() throws SQLException {
    fixture.cluster.standby(0).pauseReplay();
    Scope una = Scope.empty().with(new TenantSession("una", TenantId.of(1))).with(Tenancy.of(ReplicaFixture.ACME));
    try (Connection connection = door.getConnection()) {
      connection.setAutoCommit(false);
      una.call(
          () -> {
            write(connection, 30, "una's");
            return null;
          });
      connection.commit();
    }
    assertThat(read("una", door, 30)).isEqualTo("una's");
    eventually(() -> fromWhere("una").equals("write-1 writer-session-behind"));
    assertThat(una.writes().token().position(DatasourceName.MAIN)).isNotNull();
  }

  @Test
  void aReaderHasAllAfterTheLogWentOnToAnotherSegment() throws SQLException {
    as(
        "vic",
        door,
        c -> {
          write(c, 31, "x");
          return null;
        });
    fixture.cluster.writer().database("shop").execute("select pg_switch_wal()");
    long before = place("write-1");
    eventually(() -> place("write-1") > before || place("write-1") % 0x100000 == 0);
    eventually(() -> reader().lagBytes() == 0);
  }

  private long place(String node) {
    return door.nodes().stream().filter(n -> n.name().equals(node)).findFirst().orElseThrow().position().lsn();
  }

  @Test
  void aStatementThatWasPreparedBeforeAWriteRunsWhereTheWriteIs() throws SQLException {
    fixture.cluster.standby(0).pauseReplay();
    as(
        "cid",
        door,
        c -> {
          try (var select = c.prepareStatement("select body from note where id = ?")) {
            select.setLong(1, 8);
            select.setFetchSize(7);
            try (var rows = select.executeQuery()) {
              assertThat(rows.next()).isFalse();
            }
            assertThat(fixture.went.last()).startsWith("read-1");
            write(c, 8, "later");
            try (var rows = select.executeQuery()) {
              assertThat(rows.next()).isTrue();
              assertThat(rows.getString(1)).isEqualTo("later");
            }
            assertThat(select.getFetchSize()).isEqualTo(7);
            assertThat(fixture.went.last()).startsWith("write-1 writer-session");
          }
          return null;
        });
  }

  @Test
  void aTransactionThatMayWriteReadsFromTheWriter() throws SQLException {
    as(
        "dan",
        door,
        c -> {
          c.setAutoCommit(false);
          body(c, 1);
          c.commit();
          return null;
        });
    assertThat(fixture.went.all()).containsExactly("write-1 writer-transaction");
  }

  @Test
  void aReadOnlyTransactionReadsFromOneReader() throws SQLException {
    as(
        "eve",
        door,
        c -> {
          c.setReadOnly(true);
          c.setAutoCommit(false);
          body(c, 1);
          body(c, 2);
          assertThatThrownBy(() -> write(c, 9, "no"))
              .isInstanceOf(SQLException.class)
              .hasMessageContaining("read-only");
          c.rollback();
          return null;
        });
    assertThat(fixture.went.all()).containsExactly("read-1 reader-any", "read-1 reader-same", "write-1 writer-effect");
  }

  @Test
  void afterItsFirstWriteATransactionStaysOnTheWriter() throws SQLException {
    open(routing().readsInTransactions(ReadsInTransactions.FIXED).build());
    as(
        "fay",
        door,
        c -> {
          c.setAutoCommit(false);
          body(c, 1);
          body(c, 1);
          write(c, 10, "mine");
          assertThat(body(c, 10)).isEqualTo("mine");
          c.commit();
          return null;
        });
    assertThat(fixture.went.all())
        .containsExactly("read-1 reader-any", "read-1 reader-same", "write-1 writer-effect", "write-1 writer-wrote");
  }

  @Test
  void aRepeatableReadTransactionKeepsItsNode() throws SQLException {
    open(routing().readsInTransactions(ReadsInTransactions.DYNAMIC).build());
    as(
        "gus",
        door,
        c -> {
          c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          c.setAutoCommit(false);
          body(c, 1);
          write(c, 11, "x");
          body(c, 1);
          c.commit();
          c.setReadOnly(true);
          body(c, 1);
          body(c, 1);
          c.commit();
          return null;
        });
    assertThat(fixture.went.all())
        .startsWith("write-1 writer-transaction", "write-1 writer-effect", "write-1 writer-wrote")
        .hasSize(5);
  }

  @Test
  void theIntentDecidesWhereReadsGo() throws SQLException {
    Intent.WRITE.call(() -> as2("hal", Intent.WRITE));
    as2("hal", Intent.READ);
    assertThat(fixture.went.all()).containsExactly("write-1 writer-intent", "read-1 reader-any");
  }

  private String as2(String user, Intent intent) throws SQLException {
    return as(user, door, c -> intent.call(() -> body(c, 1)));
  }

  @Test
  void aWriteUnderTheIntentToReadGoesToTheWriterUnlessItIsRefused() throws SQLException {
    as(
        "ida",
        door,
        c ->
            Intent.READ.call(
                () -> {
                  write(c, 12, "x");
                  return null;
                }));
    assertThat(fixture.went.all()).containsExactly("write-1 writer-effect");
    open(routing().writeUnderReadIntent(Routing.WriteUnderReadIntent.REFUSE).build());
    assertThatThrownBy(
            () ->
                as(
                    "ida",
                    door,
                    c ->
                        Intent.READ.call(
                            () -> {
                              write(c, 12, "y");
                              return null;
                            })))
        .isInstanceOf(WriteUnderReadIntentException.class)
        .hasMessageContaining("acme")
        .hasMessageContaining("main");
    assertThat(read("ida", door, 12)).isEqualTo("x");
  }

  @Test
  void whatLocksOrAdvancesASequenceGoesToTheWriter() throws SQLException {
    as(
        "jo",
        door,
        c -> {
          try (var s = c.createStatement()) {
            s.executeQuery("select body from note where id = 1 for update").close();
            s.executeQuery("select count(*) from note").close();
          }
          return null;
        });
    assertThat(fixture.went.all()).first().isEqualTo("write-1 writer-effect");
  }

  @Test
  void aReaderThatIsGoneIsPassedOverAndComesBack() throws Exception {
    fixture.cluster.standby(0).kill();
    try {
      for (int i = 0; i < 20; i++) {
        assertThat(read("kim", door, 1)).isEqualTo("first");
      }
      assertThat(fixture.went.last()).isEqualTo("write-1 writer-no-reader");
      assertThat(reader().health()).isEqualTo(Health.DOWN);
      open2(routing().noReader(Routing.NoReader.REFUSE).build());
      assertThatThrownBy(() -> as("kim", door, c -> body(c, 1)))
          .isInstanceOf(NoReaderException.class)
          .hasMessageContaining("read-1 is down");
    } finally {
      fixture.cluster.standby(0).restart();
    }
    eventually(() -> reader().health() == Health.UP);
    assertThat(read("kim", door, 1)).isEqualTo("first");
    assertThat(fixture.went.last()).isEqualTo("read-1 reader-any");
  }

  private void open2(Routing routing) {
    door.close();
    door = fixture.door(routing);
  }

  private NodeState reader() {
    return door.nodes().stream().filter(node -> node.name().equals("read-1")).findFirst().orElseThrow();
  }

  @Test
  void nodesTellOfThemselves() throws SQLException {
    as(
        "lea",
        door,
        c -> {
          write(c, 13, "x");
          return null;
        });
    List<NodeState> nodes = door.nodes();
    assertThat(nodes).extracting(NodeState::name).containsExactly("write-1", "read-1");
    assertThat(nodes).extracting(NodeState::role).containsExactly(NodeState.Role.WRITER, NodeState.Role.READER);
    assertThat(nodes).extracting(NodeState::set).containsOnly(DatasourceName.MAIN);
    eventually(() -> reader().lagBytes() == 0);
  }

  @Test
  void readersAndSetsComeAndGoWhileStatementsRun() throws SQLException {
    DatasourceName main = DatasourceName.MAIN;
    door.removeReader(main, "read-1");
    read("max", door, 1);
    assertThat(fixture.went.last()).isEqualTo("write-1 writer-no-reader");
    door.addReader(main, Node.of("again", ReplicaFixture.pool(fixture.cluster.standby(0))));
    eventually(() -> fromWhere("max").equals("again reader-any"));
    door.addReader(main, Node.of("twin", ReplicaFixture.pool(fixture.cluster.standby(0))));
    door.weight(main, "twin", 1_000_000);
    eventually(() -> fromWhere("max").equals("twin reader-any"));
    as(
        "max",
        door,
        connection -> {
          assertThat(body(connection, 1)).isEqualTo("first");
          door.removeReader(main, "twin");
          eventually(
              () -> door.stats().pools().stream().noneMatch(pool -> pool.node().equals("twin") && pool.idle() > 0));
          assertThat(body(connection, 1)).isEqualTo("first");
          return null;
        });
    Node twin = Node.of("twin", ReplicaFixture.pool(fixture.cluster.standby(0)));
    eventually(
        () -> {
          try {
            door.addReader(main, twin);
            return true;
          } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("'twin'").hasMessageContaining("still in use");
            return false;
          }
        });
    door.removeReader(main, "twin");
    eventually(() -> door.stats().pools().stream().noneMatch(pool -> pool.node().equals("twin") && pool.active() > 0));
    assertThatThrownBy(() -> door.removeReader(main, "write-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is the writer");
    assertThatThrownBy(() -> door.weight(main, "nobody", 2)).hasMessageContaining("no node 'nobody'");
    DatasourceName later = DatasourceName.of("later");
    door.add(
        DatasourceSet.of(
            later,
            ReplicaFixture.pool(fixture.cluster.writer()),
            List.of(ReplicaFixture.pool(fixture.cluster.standby(0)))));
    assertThatThrownBy(() -> door.add(DatasourceSet.of(later, ReplicaFixture.pool(fixture.cluster.writer()))))
        .hasMessageContaining("is there already");
    assertThat(door.nodes()).extracting(NodeState::set).contains(later);
    door.remove(later);
    assertThat(door.nodes()).extracting(NodeState::set).doesNotContain(later);
  }

  @Test
  void aUserWithoutRightsOfItsOwnIsEnough() throws SQLException {
    fixture
        .cluster
        .writer()
        .database("shop")
        .execute("create role plain login password 'plain'; grant select, insert, update on note to plain");
    fixture.cluster.awaitCaughtUp();
    PoolSettings writer = ReplicaFixture.pool(fixture.cluster.writer());
    PoolSettings reader = ReplicaFixture.pool(fixture.cluster.standby(0));
    DatasourceSet set =
        DatasourceSet.of(
                DatasourceName.MAIN,
                PoolSettings.of(writer.url(), "plain", "plain"),
                List.of(PoolSettings.of(reader.url(), "plain", "plain")))
            .withRouting(routing().build());
    try (TenantDataSource plain = TenantDataSource.builder().datasource(set).listener(fixture.went).build()) {
      awaitReaders(plain, 1);
      as(
          "ned",
          plain,
          connection -> {
            write(connection, 20, "plain");
            return null;
          });
      eventually(
          () -> {
            try {
              assertThat(read("ned", plain, 20)).isEqualTo("plain");
            } catch (SQLException e) {
              throw new AssertionError(e);
            }
            return fixture.went.last().equals("read-1 reader-caught-up");
          });
      assertThat(plain.nodes()).allSatisfy(node -> assertThat(node.position().timeline()).isEqualTo(1));
    }
  }
}
