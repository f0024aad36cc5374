package dev.partywall.cache;

import dev.partywall.core.SessionToken;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What could not be dropped from Redis yet. Before this process reads from Redis again it is. Too much of it becomes
 * one drop of everything. Guarded by its owner's lock.
 */
final class Outbox {

  private static final int MOST = 10_000;

  private Map<Doomed, SessionToken> unsent = new LinkedHashMap<>();
  private int size;

  /** Whether it became too much. */
  private boolean everything;

  void add(Doomed doomed, SessionToken position) {
    if (everything) {
      return;
    }
    if (unsent.merge(doomed, position, Order::later).equals(position)) {
      size += doomed.keys().size() + doomed.generations().size();
    }
    if (size > MOST) {
      everything = true;
      unsent = new LinkedHashMap<>();
    }
  }

  boolean isEmpty() {
    return unsent.isEmpty() && !everything;
  }

  /** Whether all of Redis is to be dropped. */
  boolean isEverything() {
    return everything;
  }

  /** Takes what there is. */
  Map<Doomed, SessionToken> take() {
    Map<Doomed, SessionToken> taken = unsent;
    unsent = new LinkedHashMap<>();
    size = 0;
    everything = false;
    return taken;
  }

  void putBackEverything() {
    everything = true;
    unsent = new LinkedHashMap<>();
  }
}
