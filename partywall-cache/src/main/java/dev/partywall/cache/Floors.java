package dev.partywall.cache;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import dev.partywall.core.ReadStamp;
import java.util.Optional;

/** How new an entry is at least, in a form that is quick to ask. */
final class Floors {

  final ReadStamp stamp;

  /** The sets that were read. */
  final DatasourceName[] sets;

  /** Whether any of them has several nodes, of which one can be behind another. */
  final boolean placed;

  /** Where a value is of which nobody knows how new it is: it is older than anything. */
  static final Position BEGINNING = new Position(1, 0);

  Floors(ReadStamp stamp) {
    this.stamp = stamp;
    this.sets = stamp.floors().keySet().toArray(DatasourceName[]::new);
    this.placed = stamp.floors().values().stream().anyMatch(floor -> floor.isPresent() && !isUnknown(floor));
  }

  private static boolean isUnknown(Optional<Position> floor) {
    return floor.isPresent() && floor.get().equals(BEGINNING);
  }

  /** Whether something was given of which nobody knows how new it is. */
  static boolean isUnknown(ReadStamp stamp) {
    return stamp.floors().values().stream().anyMatch(Floors::isUnknown);
  }
}
