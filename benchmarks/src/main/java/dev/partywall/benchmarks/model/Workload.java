package dev.partywall.benchmarks.model;

import java.util.Locale;

/** What is compared. */
enum Workload {
  READ_BY_KEY,
  LIST_20,
  INSERT,
  UPDATE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
