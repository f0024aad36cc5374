package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.NodeState.Health;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which of a set's nodes takes writes, by what they say, and which cannot be its replicas. */
final class Election {

  private static final Logger LOG = LoggerFactory.getLogger(Election.class);

  private final DatasourceName set;
  private final boolean byPosition;

  /**
   * @param byPosition whether the readers' positions are compared with the writer's
   */
  Election(DatasourceName set, boolean byPosition) {
    this.set = set;
    this.byPosition = byPosition;
  }

  /**
   * The writer: the known one, unless it follows another by now, or another one takes writes on a later timeline.
   *
   * @param known the writer so far
   */
  TrackedNode writer(List<TrackedNode> nodes, TrackedNode known) {
    if (!known.wasAsked()) {
      return known;
    }
    Observation knowns = known.observation();
    TrackedNode best = known;
    Observation bests = knowns;
    for (TrackedNode node : nodes) {
      Observation said = node.observation();
      if (node == known || said == null || said.recovering() || node.health() == Health.DOWN) {
        continue;
      }
      if (bests == null || (bests.system() == said.system() && isAfter(said, bests))) {
        best = node;
        bests = said;
      }
    }
    if (best != known) {
      LOG.warn(
          "The writer of datasource set '{}' is node '{}' from now on, on timeline {}; it was '{}'{}",
          set,
          best.name(),
          bests == null ? "?" : bests.position().timeline(),
          known.name(),
          knowns == null ? ", which does not answer" : ", on timeline " + knowns.position().timeline());
    }
    return best;
  }

  private static boolean isAfter(Observation said, Observation best) {
    int timelines = said.position().timeline() - best.position().timeline();
    return timelines > 0 || (timelines == 0 && best.recovering());
  }

  /**
   * Why a node cannot serve reads of the set.
   *
   * @param writers what the writer said; null if nothing yet
   * @return the reason, or null if it can
   */
  @Nullable String unfit(TrackedNode node, Observation said, @Nullable Observation writers) {
    if (writers == null) {
      return null;
    }
    if (said.system() != writers.system()) {
      return byPosition
          ? "it is another database, not a physical replica of the writer (its system identifier is "
              + said.system()
              + ", the writer's is "
              + writers.system()
              + "), so positions cannot be compared; use consistency: ttl"
          : null;
    }
    if (said.recovering() || said.server().equals(writers.server())) {
      return null;
    }
    return "it takes writes itself, on timeline "
        + said.position().timeline()
        + ", while the writer is on timeline "
        + writers.position().timeline()
        + "; make it a standby again";
  }

  /** Tells of a node that does not answer, once. */
  void down(TrackedNode node, SQLException reason) {
    if (node.health() != Health.DOWN) {
      LOG.warn("Node '{}' of datasource set '{}' does not answer: {}", node.name(), set, reason.getMessage());
    }
  }
}
