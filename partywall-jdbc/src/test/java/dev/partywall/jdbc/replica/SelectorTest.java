package dev.partywall.jdbc.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeSelector;
import dev.partywall.jdbc.NodeSelector.Candidate;
import dev.partywall.jdbc.replica.AppNode.Seen;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** W20: the way in which readers are chosen is never switched off by how it is written. */
@Timeout(120)
class SelectorTest {

  private final String database = Replicas.database();

  /**
   * Readers are a list or a function of the request, and which of them it is is guessed from what a list looks like.
   */
  private static boolean naivelySplits(List<String> reads, Function<String, List<String>> function, int arity) {
    int length = function == null ? reads.size() : arity;
    return length > 0;
  }

  private AppNode node(NodeSelector selector) {
    DatasourceSet set =
        DatasourceSet.of(
                DatasourceName.MAIN,
                Sets.pool(Replicas.onWriter(database)),
                Stream.of(0, 1).map(standby -> Sets.pool(Replicas.onStandby(standby, database))).toList())
            .withRouting(Sets.PATIENT.toBuilder().selector(selector).build());
    return AppNode.of(door -> door.datasource(set));
  }

  @Test
  void aFunctionWithoutParametersSwitchesReadersOffNaively() {
    assertThat(naivelySplits(List.of("read-1"), null, 0)).isTrue();
    assertThat(naivelySplits(List.of(), _ -> List.of("read-1"), 0)).isFalse();
  }

  @Test
  void aSelectorIsAskedAndDecides() throws SQLException {
    List<String> offered = Collections.synchronizedList(new ArrayList<>());
    NodeSelector last =
        candidates -> {
          candidates.stream().map(Candidate::name).forEach(offered::add);
          return candidates.size() - 1;
        };
    try (AppNode node = node(last)) {
      Replicas.await(
          "both readers are up",
          () -> {
            ask(node);
            return offered.contains("read-1") && offered.contains("read-2");
          });

      Seen seen = node.read(User.ANN, 1);
      assertThat(seen.reason().isReader()).isTrue();
      assertThat(seen.node()).isEqualTo("read-2");
      assertThat(offered).contains("read-1", "read-2");
    }
  }

  @Test
  void aSelectorThatNamesNobodyIsAnError() {
    try (AppNode node = node(List::size)) {
      assertThatThrownBy(() -> Replicas.await("an error", () -> ask(node)))
          .isNotInstanceOf(AssertionError.class)
          .hasMessageContaining("main")
          .hasMessageContaining("2");
    }
  }

  @Test
  void aSelectorThatFailsIsAnError() {
    try (AppNode node =
        node(
            _ -> {
              throw new IllegalStateException("no idea");
            })) {
      assertThatThrownBy(() -> Replicas.await("an error", () -> ask(node)))
          .isNotInstanceOf(AssertionError.class)
          .hasStackTraceContaining("no idea");
    }
  }

  @Test
  void aSetWithoutAWriterOrWithOneNameTwiceIsAnError() {
    Node node = Node.of("node", Sets.pool(Replicas.onWriter(database)));

    assertThatThrownBy(() -> new DatasourceSet(DatasourceName.MAIN, List.of(), List.of(node), Sets.PATIENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no write node");
    assertThatThrownBy(() -> new DatasourceSet(DatasourceName.MAIN, List.of(node), List.of(node), Sets.PATIENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two nodes named 'node'");
  }

  private static boolean ask(AppNode node) {
    try {
      node.read(User.ANN, 1);
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
