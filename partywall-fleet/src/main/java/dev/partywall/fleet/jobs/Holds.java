package dev.partywall.fleet.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The owners whose jobs are left alone for a time. Safe for use by many threads. */
final class Holds {

  private final long nanos;
  private final Map<String, Long> until = new ConcurrentHashMap<>();

  Holds(Duration hold) {
    this.nanos = hold.toNanos();
  }

  void hold(Owner owner) {
    until.put(owner.toString(), System.nanoTime() + nanos);
  }

  /** Who is held now. */
  List<String> owners() {
    long now = System.nanoTime();
    until.values().removeIf(end -> end - now < 0);
    return List.copyOf(until.keySet());
  }
}
