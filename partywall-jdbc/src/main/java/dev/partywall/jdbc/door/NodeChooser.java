package dev.partywall.jdbc.door;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Intent;
import dev.partywall.core.Scope;
import dev.partywall.core.consistency.Requirement;
import dev.partywall.jdbc.NoReaderException;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.Routing.NoReader;
import dev.partywall.jdbc.Routing.ReadsInTransactions;
import dev.partywall.jdbc.internal.replica.Choice;
import dev.partywall.jdbc.internal.replica.SetNodes;
import dev.partywall.sql.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the node of a set for a statement: by what it does, what its unit of work did, and what its session wrote.
 */
final class NodeChooser {

  /** Of a set that has one node, which needs no name. */
  static final Choice ONLY = Choice.of("", RouteReason.ONLY_NODE);

  private final Door door;
  private final ConnectionSettings settings;
  private final UnitOfWork unit;

  NodeChooser(Door door, ConnectionSettings settings, UnitOfWork unit) {
    this.door = door;
    this.settings = settings;
    this.unit = unit;
  }

  /**
   * Chooses.
   *
   * @param stay the node that serves a read if it may; null if there is none
   * @param excluded nodes that could not run the statement
   */
  Choice choose(Location location, Effect effect, @Nullable String stay, Set<String> excluded) throws SQLException {
    DatasourceName set = location.datasource();
    SetNodes nodes = door.replicas().of(set);
    if (nodes == null) {
      return ONLY;
    }
    boolean reads = effect == Effect.READ || (effect == Effect.SESSION && !settings.autoCommit());
    return reads ? reader(nodes, location, effect, stay, excluded) : writer(nodes, set, RouteReason.WRITER_EFFECT);
  }

  private Choice writer(SetNodes nodes, DatasourceName set, RouteReason reason) {
    Participant joined = unit.writer(set);
    if (joined != null && joined.begun()) {
      return Choice.of(joined.node(), reason);
    }
    return nodes.writer(requirement(nodes, set), reason);
  }

  private Requirement requirement(SetNodes nodes, DatasourceName set) {
    return nodes.routing().consistency() == Consistency.NONE
        ? Requirement.NONE
        : door.sessions().requirement(Scope.current(), set);
  }

  private Choice reader(SetNodes nodes, Location location, Effect effect, @Nullable String stay, Set<String> excluded)
      throws SQLException {
    DatasourceName set = location.datasource();
    RouteReason writerOnly = writerOnly(nodes.routing(), set, effect);
    if (writerOnly != null) {
      return writer(nodes, set, writerOnly);
    }
    Requirement requirement = requirement(nodes, set);
    Participant joined = unit.reader(set, excluded);
    if (joined != null && joined.begun() && !choosesAnew(nodes.routing())) {
      if (keepsSnapshot() || nodes.mayStay(joined.node(), requirement)) {
        return Choice.of(joined.node(), RouteReason.READER_SAME);
      }
    }
    Choice choice =
        nodes.reader(
            requirement, location.schema(), stay != null ? stay : preferred(nodes.routing(), joined), excluded);
    if (choice.survived() != null) {
      door.sessions().require(Scope.current(), set, choice.survived());
    }
    return choice.reason() == RouteReason.WRITER_NO_READER && nodes.routing().noReader() == NoReader.REFUSE
        ? readerOrNone(nodes, location, requirement, excluded)
        : choice;
  }

  private @Nullable String preferred(Routing routing, @Nullable Participant joined) {
    return joined == null || choosesAnew(routing) ? null : joined.node();
  }

  private Choice readerOrNone(SetNodes nodes, Location location, Requirement requirement, Set<String> excluded)
      throws SQLException {
    nodes.awaitFirstRound();
    Choice choice = nodes.reader(requirement, location.schema(), null, excluded);
    if (choice.reason() == RouteReason.WRITER_NO_READER) {
      throw new NoReaderException(location.datasource(), choice.reason(), nodes.description());
    }
    return choice;
  }

  /** Why a read goes to the writer whatever readers there are; null if a reader may serve it. */
  private @Nullable RouteReason writerOnly(Routing routing, DatasourceName set, Effect effect) {
    Participant writer = unit.writer(set);
    if (writer != null && writer.begun()) {
      return writer.wrote() ? RouteReason.WRITER_WROTE : RouteReason.WRITER_TRANSACTION;
    }
    Intent intent = Scope.current().intent();
    if (intent == Intent.WRITE) {
      return RouteReason.WRITER_INTENT;
    }
    if (settings.autoCommit()) {
      return null;
    }
    if (settings.readOnly()) {
      return settings.isolation() == Connection.TRANSACTION_SERIALIZABLE ? RouteReason.WRITER_TRANSACTION : null;
    }
    boolean primary = routing.readsInTransactions() == ReadsInTransactions.PRIMARY && intent != Intent.READ;
    return primary || keepsSnapshot() || effect == Effect.SESSION ? RouteReason.WRITER_TRANSACTION : null;
  }

  /** Whether a transaction sees one state from its first statement to its last, and so must keep its node. */
  private boolean keepsSnapshot() {
    return settings.isolation() >= Connection.TRANSACTION_REPEATABLE_READ;
  }

  private boolean choosesAnew(Routing routing) {
    return !settings.autoCommit()
        && !settings.readOnly()
        && !keepsSnapshot()
        && routing.readsInTransactions() == ReadsInTransactions.DYNAMIC;
  }
}
