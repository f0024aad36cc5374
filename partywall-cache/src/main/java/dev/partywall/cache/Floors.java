package dev.partywall.cache;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.ReadStamp;

/** How new an entry is at least, in a form that is quick to ask. */
final class Floors {

  final ReadStamp stamp;

  /** The sets that were read. */
  final DatasourceName[] sets;

  /** Whether any of them has several nodes, of which one can be behind another. */
  final boolean placed;

  Floors(ReadStamp stamp) {
    this.stamp = stamp;
    this.sets = stamp.floors().keySet().toArray(DatasourceName[]::new);
    this.placed = stamp.floors().values().stream().anyMatch(floor -> floor.isPresent());
  }
}
