package dev.partywall.model.internal.cache;

import java.util.List;

/**
 * The keys that a query gave, in its order.
 *
 * @param keys their values as they are stored
 */
record KeyList(List<List<Object>> keys) {

  /** Longer ones are not kept. */
  static final int LONGEST = 1_000;

  KeyList {
    keys = List.copyOf(keys);
  }
}
