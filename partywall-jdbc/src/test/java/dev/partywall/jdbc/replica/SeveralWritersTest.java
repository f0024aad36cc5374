package dev.partywall.jdbc.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeSelector;
import dev.partywall.jdbc.NodeState;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.replica.AppNode.Seen;
import dev.partywall.test.TestDatabase;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * W16: several writers are for databases that each take writes at any time, and only if that is said. The two here do
 * not replicate at all, so that it shows who wrote where.
 */
@Timeout(120)
class SeveralWritersTest {

  private static final int REQUESTS = 12;

  private final String first = Replicas.database();
  private final String second = Replicas.database();

  private List<Node> writers() {
    return Stream.of(first, second)
        .map(database -> Node.of(database.replace('_', '-'), Sets.pool(Replicas.onWriter(database))))
        .toList();
  }

  private AppNode node(Tokens tokens) {
    Routing routing =
        Routing.builder()
            .selector(NodeSelector.roundRobin())
            .consistency(Consistency.TTL)
            .ttl(Duration.ofMinutes(1))
            .multiWriter(true)
            .build();
    return AppNode.of(
        door ->
            door.datasource(new DatasourceSet(DatasourceName.MAIN, writers(), List.of(), routing)).tokenStore(tokens));
  }

  @Test
  void aWriterForEachRequestSplitsAUsersWritesNaively() throws SQLException {
    List<TestDatabase> writers = Stream.of(first, second).map(Replicas::onWriter).toList();
    long version = 0;
    for (int request = 0; request < REQUESTS; request++) {
      version =
          only(
              writers.get(request % writers.size()),
              "update counter set version = version + 1 where tenant_id = 1 and id = 1 returning version");
    }

    assertThat(version).isLessThan(REQUESTS);
  }

  @Test
  void twoWritersAreAnErrorUnlessItIsSaidThatBothTakeWrites() {
    assertThatThrownBy(() -> new DatasourceSet(DatasourceName.MAIN, writers(), List.of(), Routing.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 write nodes")
        .hasMessageContaining("multi-writer");
  }

  @Test
  void severalWritersHaveNoCommonPosition() {
    assertThatThrownBy(() -> Routing.builder().multiWriter(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no common position");
  }

  @Test
  void aUserKeepsTheWriterThatItWroteTo() throws SQLException {
    Tokens tokens = new Tokens();
    try (AppNode one = node(tokens);
        AppNode other = node(tokens)) {
      Set<String> served = new HashSet<>();
      for (int request = 1; request <= REQUESTS; request++) {
        Seen made = (request % 2 == 0 ? one : other).write(User.ANN, 1);
        assertThat(made.version()).isEqualTo(request);
        served.add(made.node());
        Seen seen = (request % 3 == 0 ? one : other).read(User.ANN, 1);
        assertThat(seen.version()).isEqualTo(request);
        assertThat(seen.reason()).isEqualTo(RouteReason.WRITER_SESSION_PINNED);
        served.add(seen.node());
      }

      assertThat(served).hasSize(1);
    }
  }

  @Test
  void differentUsersAreSpreadOverTheWriters() throws SQLException {
    try (AppNode node = node(new Tokens())) {
      Set<String> served = new HashSet<>();
      for (int user = 0; user < REQUESTS; user++) {
        served.add(node.write(new User("user-" + user, User.ANN.tenant()), 1).node());
      }

      assertThat(served).hasSize(2);
    }
  }

  @Test
  void aBatchIsOneTransactionOnOneOfThem() throws SQLException {
    try (AppNode node = node(new Tokens())) {
      node.read(User.BOB, 1);
      Replicas.await("both writers are known", () -> node.door().nodes().stream().allMatch(SeveralWritersTest::isUp));
      assertThatThrownBy(() -> User.ANN.request().call(() -> failingBatch(node)))
          .isInstanceOf(BatchUpdateException.class);

      for (String database : List.of(first, second)) {
        assertThat(only(Replicas.onWriter(database), "select sum(version) from counter")).isZero();
      }
    }
  }

  private static boolean isUp(NodeState node) {
    return node.health() == NodeState.Health.UP;
  }

  private static int failingBatch(AppNode node) throws SQLException {
    try (Connection connection = node.door().getConnection();
        Statement statement = connection.createStatement()) {
      statement.addBatch("update counter set version = version + 1 where id = 2");
      statement.addBatch("update counter set version = version + 1 where id = 3");
      statement.addBatch("update counter set version = 1 / (id - 4) where id = 4");
      return statement.executeBatch().length;
    }
  }

  private static long only(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
