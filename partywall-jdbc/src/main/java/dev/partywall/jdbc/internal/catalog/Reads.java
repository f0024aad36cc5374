package dev.partywall.jdbc.internal.catalog;

import java.util.Set;

/**
 * Whose rows a relation or a query shows.
 *
 * @param tenants whether it shows anything of tenants' rows
 * @param mixed whether the host's rows of mixed tables are among them
 * @param tied the numbers of its columns each of which says, for every row, whose row everything in it comes from;
 *     without meaning if it shows nothing of tenants
 */
record Reads(boolean tenants, boolean mixed, Set<Integer> tied) {

  /** Shows nothing of tenants' rows. */
  static final Reads COMMON = new Reads(false, false, Set.of());

  /** May show tenants' rows, and no column of it says whose. */
  static final Reads HIDDEN = new Reads(true, false, Set.of());

  Reads {
    tied = Set.copyOf(tied);
  }

  boolean hidden() {
    return tenants && tied.isEmpty();
  }
}
