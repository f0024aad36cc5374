package dev.partywall.jdbc.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rule that is commonly made of it: a writing request leaves an entry for its user, for three seconds from when the
 * request began, in the memory of its node and in a cache that two nodes share; who finds no entry leaves a mark that
 * there is none. The steps that overlap in reality are methods of their own, and time stands still unless it is moved.
 */
final class NaiveStickiness {

  static final long LIFE = 3_000;

  private record Entry(boolean writer, long until) {}

  private final List<Map<String, Entry>> memories = List.of(new HashMap<>(), new HashMap<>());
  private final Map<String, Entry> shared = new HashMap<>();
  private final List<Runnable> messages = new ArrayList<>();
  private long now;

  /** Lets time pass, in milliseconds. */
  void pass(long millis) {
    now += millis;
  }

  /** A writing request begins at a node. */
  void beginWrite(int node, String user) {
    Entry near = alive(memories.get(node).get(user));
    if (near != null && near.writer()) {
      memories.get(node).put(user, entry(true));
    } else {
      put(node, user, true);
    }
  }

  /** A reading request at a node looks for an entry: whether the writer serves it; null if there is nothing. */
  @Nullable Boolean find(int node, String user) {
    Entry near = alive(memories.get(node).get(user));
    if (near != null) {
      return near.writer();
    }
    Entry far = alive(shared.get(user));
    if (far == null) {
      return null;
    }
    memories.get(node).put(user, entry(far.writer()));
    return far.writer();
  }

  /** The reading request that found nothing says so to others. */
  void markNothing(int node, String user) {
    put(node, user, false);
  }

  /** Both steps of a reading request: whether the writer serves it. */
  boolean readsFromWriter(int node, String user) {
    Boolean found = find(node, user);
    if (found == null) {
      markNothing(node, user);
    }
    return found != null && found;
  }

  /** The other node hears of changes. */
  void deliverMessages() {
    messages.forEach(Runnable::run);
    messages.clear();
  }

  private void put(int node, String user, boolean writer) {
    memories.get(node).put(user, entry(writer));
    shared.put(user, entry(writer));
    messages.add(() -> memories.get(1 - node).remove(user));
  }

  private Entry entry(boolean writer) {
    return new Entry(writer, now + LIFE);
  }

  private @Nullable Entry alive(@Nullable Entry entry) {
    return entry == null || entry.until() <= now ? null : entry;
  }
}
