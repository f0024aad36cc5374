package dev.partywall.cache;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.SessionToken;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which of two places in a history is later. A higher timeline is later than any place in a lower one: what is read
 * there has all that is left of the lower one.
 */
final class Order {

  private Order() {}

  /** What is as late as both; positions only. */
  static SessionToken later(SessionToken a, SessionToken b) {
    SessionToken positions = b.pins().isEmpty() ? b : new SessionToken(b.positions(), Map.of());
    return a.merge(positions);
  }

  /** Whether what was read shows all that happened until a place, as far as that is in sets that were read. */
  static boolean reaches(ReadStamp stamp, SessionToken bound) {
    if (bound.isEmpty()) {
      return true;
    }
    for (Map.Entry<DatasourceName, Optional<Position>> floor : stamp.floors().entrySet()) {
      Position place = bound.position(floor.getKey());
      if (place != null
          && floor.getValue().isPresent()
          && !Position.later(floor.getValue().get(), place).equals(floor.getValue().get())) {
        return false;
      }
    }
    return true;
  }

  /** As late as what was read. */
  static SessionToken of(ReadStamp stamp) {
    Map<DatasourceName, Position> positions = new HashMap<>();
    stamp.floors().forEach((set, floor) -> floor.ifPresent(place -> positions.put(set, place)));
    return positions.isEmpty() ? SessionToken.NONE : new SessionToken(positions, Map.of());
  }
}
