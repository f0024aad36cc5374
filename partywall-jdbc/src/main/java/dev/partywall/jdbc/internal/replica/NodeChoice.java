package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.SessionWrites.Seen;
import dev.partywall.core.consistency.Requirement;
import dev.partywall.jdbc.NodeSelector.Candidate;
import dev.partywall.jdbc.NodeState.Health;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.internal.pool.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Chooses among the nodes of a set by what is known of them: a choice costs the comparison of a few numbers. */
final class NodeChoice {

  private final DatasourceName set;
  private final Routing routing;
  private final Members members;
  private final WriterHistory history;
  private final Pools pools;
  private final long freshNanos;
  private final Runnable wanted;

  /** Where the writer was when a catalog was read, by its schema; empty for the database's own search path. */
  private final Map<String, Position> catalogs = new ConcurrentHashMap<>();

  /**
   * @param freshNanos how old an observation may be by which a reader serves; {@link Routing#keep} allows for it
   * @param wanted told that somebody waits for nodes to get on
   */
  NodeChoice(
      DatasourceName set,
      Routing routing,
      Members members,
      WriterHistory history,
      Pools pools,
      long freshNanos,
      Runnable wanted) {
    this.set = set;
    this.routing = routing;
    this.members = members;
    this.history = history;
    this.pools = pools;
    this.freshNanos = freshNanos;
    this.wanted = wanted;
  }

  /** A catalog was read where the writer was at a position: readers serve once they have replayed that. */
  void catalogRead(@Nullable String schema, Position position) {
    catalogs.put(key(schema), position);
  }

  private static String key(@Nullable String schema) {
    return schema == null ? "" : schema;
  }

  /** The writer for a session; of several, the one that it keeps to for a time. */
  TrackedNode writerFor(@Nullable Pin pin) {
    if (!routing.multiWriter()) {
      return members.writer();
    }
    TrackedNode pinned = members.pinned(pin);
    if (pinned != null) {
      return pinned;
    }
    List<TrackedNode> up =
        members.all().stream().filter(node -> members.writesWithOthers(node) && node.isUp()).toList();
    return up.isEmpty() ? members.writer() : selected(up);
  }

  /** The writer, for a statement of a session. */
  Choice writer(Requirement requirement, RouteReason reason) {
    return new Choice(writerFor(requirement.pin()).name(), reason, null, requirement.seen(), null);
  }

  /** The node for a read: see {@link SetNodes#reader}. */
  Choice reader(Requirement requirement, @Nullable String schema, @Nullable String preferred, Set<String> excluded) {
    RouteReason writerOnly = writerOnly(requirement);
    if (writerOnly != null) {
      return writer(requirement, writerOnly);
    }
    Position catalog = catalogs.get(key(schema));
    List<TrackedNode> able = new ArrayList<>(4);
    boolean any = false;
    boolean schemaBehind = false;
    boolean monotonic = false;
    for (TrackedNode node : members.all()) {
      Observation said = excluded.contains(node.name()) ? null : serving(node);
      if (said == null) {
        continue;
      }
      any = true;
      if (showsWrites(node, requirement)) {
        boolean hasSchema = hasSchema(said, catalog);
        boolean showsSeen = showsSeen(node, requirement.seen());
        schemaBehind |= !hasSchema;
        monotonic |= !showsSeen;
        if (hasSchema && showsSeen) {
          able.add(node);
        }
      }
    }
    if (!able.isEmpty()) {
      Choice choice = among(able, requirement, preferred);
      if (choice != null) {
        return choice;
      }
    }
    return any ? instead(requirement, schemaBehind, monotonic) : writer(requirement, RouteReason.WRITER_NO_READER);
  }

  /** Why only the writer will do, whatever is known of the readers; null if one of them may. */
  private @Nullable RouteReason writerOnly(Requirement requirement) {
    if (requirement.outstanding()) {
      return RouteReason.WRITER_SESSION_PENDING;
    }
    if (isUnknown(requirement)) {
      return RouteReason.WRITER_SESSION_UNKNOWN;
    }
    return requirement.pin() != null ? RouteReason.WRITER_SESSION_PINNED : null;
  }

  /** Whether a token is needed that may be lost; for positions it is enough to have what the writer had then. */
  private boolean isUnknown(Requirement requirement) {
    return requirement.unknown() || (requirement.lostBefore() != null && routing.consistency() == Consistency.TTL);
  }

  /** What a reader said of late; null if it does not serve. */
  private @Nullable Observation serving(TrackedNode node) {
    if (members.isWriter(node) || !node.isUp()) {
      return null;
    }
    Observation said = node.observation();
    return said == null || System.nanoTime() - said.at() > freshNanos ? null : said;
  }

  /** One of the nodes that are able; null if what made the chosen one able does not hold any more. */
  private @Nullable Choice among(List<TrackedNode> able, Requirement requirement, @Nullable String preferred) {
    TrackedNode chosen = preferred(able, preferred);
    Position bound = requirement.position();
    boolean bounded = bound != null || requirement.lostBefore() != null;
    List<Seen> seen = requirement.seen();
    if (!bounded && seen.isEmpty()) {
      return Choice.of(chosen.name(), RouteReason.READER_ANY);
    }
    Observation said = chosen.confirmed();
    if (said == null || (bound != null && !said.position().covers(bound))) {
      return null;
    }
    RouteReason reason = bounded ? RouteReason.READER_CAUGHT_UP : RouteReason.READER_ANY;
    return new Choice(chosen.name(), reason, null, seen, knownSince(chosen, said, seen));
  }

  private Choice instead(Requirement requirement, boolean schemaBehind, boolean monotonic) {
    wanted.run();
    Observation writers = history.last();
    if (writers != null && isReplaced(requirement.position())) {
      return new Choice(
          members.writer().name(), RouteReason.WRITER_SESSION_FAILOVER, writers.position(), List.of(), null);
    }
    if (schemaBehind) {
      return writer(requirement, RouteReason.WRITER_SCHEMA_BEHIND);
    }
    if (monotonic) {
      return writer(requirement, RouteReason.WRITER_MONOTONIC);
    }
    return writer(
        requirement,
        requirement.lostBefore() == null ? RouteReason.WRITER_SESSION_BEHIND : RouteReason.WRITER_SESSION_UNKNOWN);
  }

  /** Whether a node shows what a session wrote. */
  private boolean showsWrites(TrackedNode node, Requirement requirement) {
    Position bound = requirement.position();
    Long lostBefore = requirement.lostBefore();
    return (bound == null || reaches(node, bound)) && (lostBefore == null || hasAllUntil(node, lostBefore));
  }

  /** Whether a node has certainly replayed what is before a position. */
  private boolean reaches(TrackedNode node, Position bound) {
    Observation said = node.confirmed();
    return said != null && said.position().covers(bound) && !isReplaced(bound);
  }

  /** Whether the writer is on a later timeline than a position's: what was there may be gone. */
  private boolean isReplaced(@Nullable Position bound) {
    Observation writers = history.last();
    return bound != null && writers != null && writers.position().timeline() > bound.timeline();
  }

  /** Since when a node is known to be far enough: a server that was started again after that may have less. */
  private static long knownSince(TrackedNode node, Observation said, List<Seen> seen) {
    long since = said.at();
    for (Seen each : seen) {
      if (each.node().equals(node.name()) && each.at() - since < 0) {
        since = each.at();
      }
    }
    return since;
  }

  private boolean hasSchema(Observation said, @Nullable Position needed) {
    Observation writers = history.last();
    return needed == null
        || (writers != null && writers.system() != said.system())
        || WriterHistory.reaches(said.position(), needed);
  }

  /** Whether a node shows nothing older than what a session saw: it was there, or the node is past what was there. */
  private boolean showsSeen(TrackedNode node, List<Seen> seen) {
    for (Seen each : seen) {
      if (!each.node().equals(node.name()) && !hasAllUntil(node, each.at())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a node has all that the writer had at a time. */
  private boolean hasAllUntil(TrackedNode node, long time) {
    Observation said = node.confirmed();
    Observation bound = history.firstSince(time);
    return bound != null && said != null && said.position().covers(bound.position());
  }

  private TrackedNode preferred(List<TrackedNode> able, @Nullable String preferred) {
    if (preferred != null) {
      for (TrackedNode node : able) {
        if (node.name().equals(preferred)) {
          return node;
        }
      }
    }
    return selected(able);
  }

  private TrackedNode selected(List<TrackedNode> able) {
    if (able.size() == 1) {
      return able.getFirst();
    }
    List<Candidate> candidates = new ArrayList<>(able.size());
    for (TrackedNode node : able) {
      candidates.add(new Candidate(node.name(), node.node().weight(), pools.borrowed(set, node.name())));
    }
    int chosen = routing.selector().select(candidates);
    if (chosen < 0 || chosen >= able.size()) {
      throw new IllegalStateException(
          "The selector of datasource set '" + set + "' chose number " + chosen + " of " + able.size() + " nodes");
    }
    return able.get(chosen);
  }

  /** Whether a session that asks for this may go on at a node where it was before. */
  boolean mayStay(String name, Requirement requirement) {
    boolean sawElsewhere = requirement.seen().stream().anyMatch(seen -> !seen.node().equals(name));
    TrackedNode node = members.find(name);
    return node != null
        && !sawElsewhere
        && writerOnly(requirement) == null
        && !node.equals(members.writer())
        && node.health() != Health.DOWN
        && showsWrites(node, requirement);
  }

  /** A position that a node has certainly replayed: see {@link SetNodes#floor}. */
  @Nullable Position floor(String name, long openedAt) {
    TrackedNode node = members.find(name);
    if (node == null) {
      return null;
    }
    Observation said = node.equals(members.writer()) ? history.last() : node.confirmed();
    return said == null || said.at() - openedAt < 0 ? null : said.position();
  }
}
