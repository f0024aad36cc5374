package dev.partywall.jdbc;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses a node among those that may serve a statement. Called for many threads at once, and for each statement that
 * has a choice, so it is quick.
 */
@FunctionalInterface
public interface NodeSelector {

  /** Any, by weight. */
  NodeSelector RANDOM = NodeSelector::random;

  /** The one with the fewest borrowed connections by weight; among equals, any. */
  NodeSelector LEAST_BUSY = NodeSelector::leastBusy;

  /**
   * A node that may serve.
   *
   * @param name its name
   * @param weight its weight
   * @param active how many of its connections are borrowed
   */
  record Candidate(String name, int weight, int active) {}

  /**
   * Chooses.
   *
   * @param candidates who may serve; at least two
   * @return the number of one of them, from 0
   */
  int select(List<Candidate> candidates);

  /** One after another, each as often in a row as its weight says. */
  static NodeSelector roundRobin() {
    AtomicInteger turn = new AtomicInteger();
    return candidates -> at(candidates, Math.floorMod(turn.getAndIncrement(), total(candidates)));
  }

  private static int random(List<Candidate> candidates) {
    return at(candidates, ThreadLocalRandom.current().nextInt(total(candidates)));
  }

  private static int total(List<Candidate> candidates) {
    int total = 0;
    for (Candidate candidate : candidates) {
      total += candidate.weight();
    }
    return total;
  }

  private static int at(List<Candidate> candidates, int share) {
    int rest = share;
    for (int i = 0; i < candidates.size(); i++) {
      rest -= candidates.get(i).weight();
      if (rest < 0) {
        return i;
      }
    }
    return candidates.size() - 1;
  }

  private static int leastBusy(List<Candidate> candidates) {
    int start = ThreadLocalRandom.current().nextInt(candidates.size());
    int best = start;
    for (int i = 1; i < candidates.size(); i++) {
      int other = (start + i) % candidates.size();
      Candidate a = candidates.get(other);
      Candidate b = candidates.get(best);
      if ((long) a.active() * b.weight() < (long) b.active() * a.weight()) {
        best = other;
      }
    }
    return best;
  }
}
