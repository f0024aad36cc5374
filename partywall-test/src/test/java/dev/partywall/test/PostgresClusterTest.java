package dev.partywall.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresClusterTest {

  private static PostgresCluster cluster;
  private static TestDatabase shop;

  @BeforeAll
  static void start() {
    cluster = PostgresCluster.builder().standbys(2).start();
    shop = cluster.createDatabase("shop");
    shop.execute("create table t (id int generated always as identity, name text)");
    cluster.awaitCaughtUp();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void whatIsCommittedIsSeenOnAllStandbysOnceItIsReplayed() throws SQLException {
    insert(shop, "everywhere");
    WalPosition committed = cluster.writer().position();

    cluster.awaitReplayed(committed);

    assertThat(count(cluster.standby(0), "everywhere")).isEqualTo(1);
    assertThat(count(cluster.standby(1), "everywhere")).isEqualTo(1);
    assertThat(cluster.standby(0).position().reaches(committed)).isTrue();
    assertThat(committed.timeline()).isEqualTo(1);
  }

  @Test
  void aStandbyWhoseReplayIsPausedShowsNothingNewUntilItIsResumed() throws SQLException {
    PostgresNode paused = cluster.standby(0);
    paused.pauseReplay();
    insert(shop, "paused");
    WalPosition committed = cluster.writer().position();
    cluster.standby(1).awaitReplayed(committed);
    assertThat(count(cluster.standby(1), "paused")).isEqualTo(1);
    assertThat(count(paused, "paused")).isZero();
    assertThat(paused.position().reaches(committed)).isFalse();

    paused.resumeReplay();
    paused.awaitReplayed(committed);

    assertThat(count(paused, "paused")).isEqualTo(1);
  }

  @Test
  void aDelayedStandbyIsBehindUntilTheDelayIsTakenBack() throws SQLException {
    PostgresNode delayed = cluster.standby(1);
    delayed.applyDelay(Duration.ofHours(1));
    insert(shop, "delayed");
    WalPosition committed = cluster.writer().position();
    cluster.standby(0).awaitReplayed(committed);
    assertThat(count(delayed, "delayed")).isZero();

    delayed.applyDelay(Duration.ZERO);
    delayed.awaitReplayed(committed);

    assertThat(count(delayed, "delayed")).isEqualTo(1);
  }

  @Test
  void aStandbyTakesNoWrites() {
    assertThat(cluster.writer().isStandby()).isFalse();
    assertThat(cluster.standby(0).isStandby()).isTrue();
    assertThatThrownBy(() -> insert(cluster.standby(0).database("shop"), "refused"))
        .hasRootCauseInstanceOf(SQLException.class)
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void aKilledStandbyCatchesUpWhenItIsBack() throws SQLException {
    PostgresNode killed = cluster.standby(1);
    killed.kill();
    assertThat(killed.isRunning()).isFalse();
    assertThatThrownBy(killed::position).isInstanceOf(IllegalStateException.class).hasMessageContaining("standby-1");
    insert(shop, "missed");

    killed.restart();
    cluster.awaitCaughtUp();

    assertThat(count(killed, "missed")).isEqualTo(1);
  }

  @Test
  void aKilledWriterKeepsWhatItCommitted() throws SQLException {
    insert(shop, "before the kill");
    cluster.writer().kill();
    assertThatThrownBy(() -> insert(shop, "in vain")).isInstanceOf(IllegalStateException.class);

    cluster.writer().restart();
    insert(shop, "after the kill");
    cluster.awaitCaughtUp();

    assertThat(count(cluster.writer(), "before the kill")).isEqualTo(1);
    assertThat(count(cluster.standby(0), "after the kill")).isEqualTo(1);
  }

  @Test
  void anImpatientWaitTellsWhoWasLate() {
    PostgresNode late = new PostgresNode("late", cluster.standby(0).server(), Duration.ofMillis(20));
    assertThatThrownBy(() -> late.awaitReplayed(new WalPosition(1, Long.MAX_VALUE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Node late has not replayed 1:7FFFFFFF/FFFFFFFF within PT0.02S");
  }

  @Test
  void aStandbyOfAStandbyIsBehindWhenThatOneIs() throws Exception {
    List<ProcessHandle> processes;
    List<Path> directories;
    try (PostgresCluster cascade = PostgresCluster.builder().start()) {
      TestDatabase database = cascade.createDatabase("shop");
      database.execute("create table t (name text)");
      PostgresNode last = cascade.addStandby(cascade.standby(0));
      insert(database, "down the cascade");
      cascade.awaitCaughtUp();
      assertThat(count(last, "down the cascade")).isEqualTo(1);
      assertThat(senders(cascade.standby(0))).isEqualTo("standby-1");
      assertThat(senders(cascade.writer())).isEqualTo("standby-0");

      directories = cascade.nodes().stream().map(PostgresNode::directory).toList();
      processes = cascade.nodes().stream().flatMap(PostgresClusterTest::processes).toList();
      assertThat(processes).hasSizeGreaterThan(9);
      cascade.standby(0).kill();
    }
    assertThat(processes).allSatisfy(it -> assertThat(it.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    assertThat(directories).hasSize(3).noneMatch(directory -> directory.toFile().exists());
  }

  @Test
  void aPromotedStandbyIsTheWriterOfALaterTimeline() throws SQLException {
    try (PostgresCluster failing = PostgresCluster.builder().standbys(2).start()) {
      failing.createDatabase("shop").execute("create table t (name text)");
      failing.awaitCaughtUp();
      PostgresNode former = failing.writer();
      WalPosition before = former.position();
      former.kill();

      PostgresNode promoted = failing.promote(0);

      assertThat(failing.writer()).isSameAs(promoted).isSameAs(failing.standby(0));
      assertThat(promoted.isStandby()).isFalse();
      insert(promoted.database("shop"), "after the failover");
      assertThat(promoted.position().timeline()).isEqualTo(2);
      assertThat(promoted.position().reaches(before)).isTrue();
      assertThat(before.reaches(promoted.position())).isFalse();

      failing.standby(1).follow(promoted);
      failing.rejoin(former);
      failing.awaitCaughtUp();

      assertThat(former.isStandby()).isTrue();
      assertThat(failing.standby(1).position().timeline()).isEqualTo(2);
      assertThat(count(failing.standby(1), "after the failover")).isEqualTo(1);
      assertThat(count(former, "after the failover")).isEqualTo(1);
    }
  }

  private static Stream<ProcessHandle> processes(PostgresNode node) {
    try {
      ProcessHandle postmaster = ProcessHandle.of(PostgresServerTest.pid(node.server())).orElseThrow();
      return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insert(TestDatabase database, String name) {
    database.execute("insert into t (name) values ('" + name + "')");
  }

  private static String senders(PostgresNode node) throws SQLException {
    return query(node, "select string_agg(application_name, ',') from pg_stat_replication");
  }

  private static int count(PostgresNode node, String name) throws SQLException {
    return Integer.parseInt(query(node, "select count(*) from t where name = '" + name + "'"));
  }

  private static String query(PostgresNode node, String sql) throws SQLException {
    try (Connection connection = node.database("shop").dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
