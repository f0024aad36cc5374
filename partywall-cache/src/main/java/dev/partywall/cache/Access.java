package dev.partywall.cache;

import dev.partywall.cache.CacheListener.Bypass;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import dev.partywall.core.Scope;
import dev.partywall.core.Work;
import dev.partywall.core.consistency.Requirement;
import dev.partywall.core.consistency.Sessions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a scope may be served from a cache. */
final class Access {

  private volatile @Nullable Sessions sessions;

  void use(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Why nothing cached may be looked at; null if it may. */
  static @Nullable Bypass transaction(Scope scope) {
    List<Work> open = scope.writes().open();
    for (int i = 0; i < open.size(); i++) { // without an iterator: this is done for every read
      Work work = open.get(i);
      if (work.wrote() || work.keepsSnapshot()) {
        return Bypass.TRANSACTION;
      }
    }
    return null;
  }

  /** Why an entry may not be used by the scope's session; null if it may. */
  @Nullable Bypass session(Scope scope, Floors floors) {
    if (floors.sets.length == 0) {
      return null;
    }
    Sessions known = sessions;
    if (known == null) {
      return floors.placed ? Bypass.UNKNOWN : null;
    }
    for (DatasourceName set : floors.sets) {
      Bypass reason = reason(known, scope, set, floors);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // the constant is what is given where nothing is asked
  private static @Nullable Bypass reason(Sessions sessions, Scope scope, DatasourceName set, Floors floors) {
    if (floors.placed && sessions.monotonic()) {
      return Bypass.MONOTONIC;
    }
    Requirement asked = sessions.requirement(scope, set);
    if (asked == Requirement.NONE) {
      return null;
    }
    if (asked.outstanding()) {
      return Bypass.OUTSTANDING;
    }
    if (asked.unknown() || asked.lostBefore() != null) {
      return Bypass.UNKNOWN;
    }
    if (asked.pin() != null) {
      return Bypass.PINNED;
    }
    if (!asked.seen().isEmpty()) {
      return Bypass.MONOTONIC;
    }
    Position position = asked.position();
    if (position == null) {
      return null;
    }
    Optional<Position> floor = floors.stamp.floors().get(set);
    return floor != null && floor.isPresent() && floor.get().covers(position) ? null : Bypass.BEHIND;
  }
}
