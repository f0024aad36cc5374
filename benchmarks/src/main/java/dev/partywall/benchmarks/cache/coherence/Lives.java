package dev.partywall.benchmarks.cache.coherence;

import java.time.Duration;

/** How long copies live, with every contender. */
final class Lives {

  /** In the memory of a process. */
  static final Duration PROCESS = Duration.ofSeconds(5);

  /** In Redis. */
  static final Duration REDIS = Duration.ofMinutes(5);

  /** After how long the seed deletes again. */
  static final Duration AGAIN = Duration.ofSeconds(3);

  private Lives() {}
}
