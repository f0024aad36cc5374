package dev.partywall.fleet.internal.removal;

import java.util.List;

/**
 * A table, a partitioned one as a whole.
 *
 * @param oid its number
 * @param name its name, quoted and with its schema
 * @param parts where its rows are: itself, or the tables that its partitions are; empty for one without the
 *     discriminator
 */
record Table(long oid, String name, List<String> parts) {

  Table {
    parts = List.copyOf(parts);
  }

  boolean isTenants() {
    return !parts.isEmpty();
  }
}
