package dev.partywall.benchmarks.leaks;

import dev.partywall.jdbc.oracle.Entry;
import dev.partywall.test.oracle.Verdict;
import java.util.Optional;

/** Differences in which no row of anybody is shown or changed. The same for all contenders. */
final class Differences {

  private static final String CHANGED = "Rows of others";

  private Differences() {}

  /** The judgement on one, or nothing if rows are in it. */
  static Optional<Judgement> withoutRows(Entry entry, Verdict.Different different) {
    if (changedOthers(different)) {
      return Optional.empty();
    }
    if (different.shared().sqlState() != null) {
      return Optional.of(Judgement.refused("database-error"));
    }
    // A key without the discriminator stops the write, as it must: rows that it shows must be those it would show
    // alone.
    if (entry.differs() && different.solo().rows().containsAll(different.shared().rows())) {
      return Optional.of(Judgement.refused("key-shared-by-all"));
    }
    return Optional.empty();
  }

  static boolean changedOthers(Verdict.Different different) {
    return different.what().startsWith(CHANGED);
  }
}
