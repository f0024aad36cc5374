package dev.partywall.jdbc.internal.replica;

import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeState.Health;
import org.jspecify.annotations.Nullable;

/** A node and what is known of it. Written by its probe, read by everybody. */
final class TrackedNode {

  private volatile Node node;
  private volatile @Nullable Observation observation;
  private volatile @Nullable Observation confirmed;
  private volatile Health health = Health.DOWN;
  private volatile @Nullable String problem = "it was not asked yet";
  private volatile long lag = -1;
  private volatile boolean asked;

  TrackedNode(Node node) {
    this.node = node;
  }

  String name() {
    return node.name();
  }

  Node node() {
    return node;
  }

  void weight(int weight) {
    node = node.withWeight(weight);
  }

  /** What it said last, also if it is down since; null if it said nothing yet. */
  @Nullable Observation observation() {
    return observation;
  }

  /**
   * What it said last of which the timeline is certain, by which sessions are served; null if there is nothing such.
   */
  @Nullable Observation confirmed() {
    return confirmed;
  }

  /**
   * The writer was there: what a node said before that, on the writer's timeline, was no later one's, for that begins
   * when the writer has gone.
   */
  void confirm(Observation writers) {
    Observation said = observation;
    if (said != null && said.position().timeline() == writers.position().timeline() && said.at() - writers.at() <= 0) {
      confirmed = said;
    }
  }

  Health health() {
    return health;
  }

  boolean isUp() {
    return health == Health.UP;
  }

  @Nullable String problem() {
    return problem;
  }

  /** How far it is behind, in nanoseconds; -1 if that is not known. */
  long lag() {
    return lag;
  }

  /** Whether it was asked, with or without an answer. */
  boolean wasAsked() {
    return asked;
  }

  void answered(Observation said) {
    observation = said;
    asked = true;
    if (said.exact()) {
      confirmed = said;
    }
  }

  void judged(Health health, @Nullable String problem, long lag) {
    this.lag = lag;
    this.problem = problem;
    this.health = health;
  }

  void failed(String problem) {
    asked = true;
    judged(Health.DOWN, problem, -1);
  }
}
