package dev.partywall.cache;

import dev.partywall.core.SessionToken;

/**
 * A state of something that entries depend on. Compared by identity: after each change there is another one, and none
 * comes back.
 */
final class Mark {

  static final Mark FIRST = new Mark(SessionToken.NONE, 0);

  /** Where the changes are in the histories of the databases, as far as that is known. */
  final SessionToken bound;

  /** Of how many changes that is not known yet, or not all copies are gone. */
  final int pending;

  Mark(SessionToken bound, int pending) {
    this.bound = bound;
    this.pending = pending;
  }

  /** A change begins to be seen. */
  Mark begin() {
    return new Mark(bound, pending + 1);
  }

  /** A change is seen everywhere. */
  Mark end(SessionToken position) {
    return new Mark(Order.later(bound, position), Math.max(0, pending - 1));
  }

  /** There was a change elsewhere. */
  Mark changed(SessionToken position) {
    return new Mark(Order.later(bound, position), pending);
  }
}
