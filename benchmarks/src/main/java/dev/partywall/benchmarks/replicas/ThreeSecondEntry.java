package dev.partywall.benchmarks.replicas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * VonaJS's rule: a writing request is served by the writer and leaves an entry for its user in a cache of two layers,
 * memory in each node and one that the nodes share; while there is one, the user's reading requests are served by the
 * writer. As there, the entry is made when the request begins; each layer keeps it 3 s; a second write that finds it in
 * memory extends it only there; and a reader that finds none leaves a mark in both layers that there is none. To its
 * favour, an entry reaches the other nodes without delay, and the shared layer answers at once.
 */
final class ThreeSecondEntry implements Rule {

  private static final long LIFE = Duration.ofSeconds(3).toNanos();

  /**
   * What is known of a user.
   *
   * @param writer whether the writer serves; false is the mark that there is no entry
   */
  private record Entry(boolean writer, long until) {
    static Entry of(boolean writer) {
      return new Entry(writer, System.nanoTime() + LIFE);
    }

    boolean isAlive() {
      return until - System.nanoTime() > 0;
    }
  }

  private final List<Map<String, Entry>> memories =
      Stream.<Map<String, Entry>>generate(ConcurrentHashMap::new).limit(PooledContender.NODES).toList();
  private final Map<String, Entry> shared = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "three_second_entry";
  }

  @Override
  public Request begin(Caller caller, int node, boolean mutating) {
    Entry found = find(caller.name(), node, mutating);
    boolean writer = mutating || (found != null && found.writer());
    if (found == null || (mutating && !found.writer())) {
      put(caller.name(), node, Entry.of(mutating));
    }
    return () -> writer;
  }

  private @Nullable Entry find(String user, int node, boolean extend) {
    Map<String, Entry> memory = memories.get(node);
    Entry near = memory.get(user);
    if (near != null && near.isAlive()) {
      if (extend && near.writer()) {
        memory.put(user, Entry.of(true));
      }
      return near;
    }
    Entry far = shared.get(user);
    if (far == null || !far.isAlive()) {
      return null;
    }
    memory.put(user, Entry.of(far.writer()));
    return far;
  }

  private void put(String user, int node, Entry entry) {
    for (int other = 0; other < memories.size(); other++) {
      if (other == node) {
        memories.get(other).put(user, entry);
      } else {
        memories.get(other).remove(user);
      }
    }
    shared.put(user, entry);
  }

  @Override
  public void cacheLost() {
    shared.clear();
  }
}
