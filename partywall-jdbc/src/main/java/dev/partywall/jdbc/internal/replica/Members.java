package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.Pin;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.Routing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of a set, and which of them writes. Read by many threads, changed by one at a time. */
final class Members {

  private final String set;
  private final Routing routing;
  private final Set<String> writeNodes = new HashSet<>();

  /** Replaced, never changed. */
  private volatile List<TrackedNode> nodes;

  private volatile TrackedNode writer;

  Members(DatasourceSet set) {
    this.set = set.name().value();
    this.routing = set.routing();
    set.write().forEach(node -> writeNodes.add(node.name()));
    this.nodes = set.nodes().map(TrackedNode::new).toList();
    this.writer = nodes.getFirst();
  }

  List<TrackedNode> all() {
    return nodes;
  }

  /** The node of this name; null if there is none. */
  @Nullable TrackedNode find(String name) {
    List<TrackedNode> now = nodes;
    for (int i = 0; i < now.size(); i++) { // without an iterator: this is done for many reads
      if (now.get(i).name().equals(name)) {
        return now.get(i);
      }
    }
    return null;
  }

  /** The node that takes writes, or took them last; where several do, any of them. */
  TrackedNode writer() {
    return writer;
  }

  void writer(TrackedNode elected) {
    writer = elected;
  }

  boolean isWriter(TrackedNode node) {
    return node.equals(writer) || writesWithOthers(node);
  }

  /** Whether it is one of several that take writes at the same time. */
  boolean writesWithOthers(TrackedNode node) {
    return routing.multiWriter() && writeNodes.contains(node.name());
  }

  /** The node that a session stays with after a write, if it can; null if it is not one of several, or is down. */
  @Nullable TrackedNode pinned(@Nullable Pin pin) {
    TrackedNode node = pin == null ? null : find(pin.writer());
    // One that was not asked yet served the session a moment ago.
    return node != null && writesWithOthers(node) && (node.isUp() || !node.wasAsked()) ? node : null;
  }

  TrackedNode add(Node node) {
    TrackedNode tracked = new TrackedNode(node);
    List<TrackedNode> more = new ArrayList<>(nodes);
    more.add(tracked);
    nodes = List.copyOf(more);
    return tracked;
  }

  void remove(TrackedNode node) {
    nodes = nodes.stream().filter(other -> !other.equals(node)).toList();
  }

  /**
   * Changes how often a node is chosen.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  void weight(String name, int weight) {
    TrackedNode node = find(name);
    if (node == null) {
      throw new IllegalArgumentException("Datasource set '" + set + "' has no node '" + name + "'");
    }
    node.weight(weight);
  }
}
