package dev.partywall.benchmarks.tax;

import java.util.List;

/** Checks that all contenders do the same work, before any of them is timed. */
final class Agreement {

  private static final int OPERATIONS = 100;

  private Agreement() {}

  /**
   * Runs the same operations of some workloads in each contender.
   *
   * @throws IllegalStateException if a contender answers otherwise than the first
   */
  static void check(List<Workload> workloads, List<Contender> contenders) throws Exception {
    for (Workload workload : workloads) {
      for (long operation = 1; operation <= OPERATIONS; operation++) {
        check(workload, operation, contenders);
      }
    }
  }

  private static void check(Workload workload, long operation, List<Contender> contenders) throws Exception {
    long expected = contenders.getFirst().run(workload, argument(workload, operation, 0));
    for (int i = 1; i < contenders.size(); i++) {
      long found = contenders.get(i).run(workload, argument(workload, operation, i));
      if (found != expected) {
        throw new IllegalStateException(
            contenders.get(i).name()
                + " answers "
                + found
                + " to "
                + workload.label()
                + " "
                + operation
                + " where "
                + contenders.getFirst().name()
                + " answers "
                + expected);
      }
    }
  }

  /** Inserts need an id of their own for each contender; below zero, where the measured ones never are. */
  private static long argument(Workload workload, long operation, int contender) {
    return workload == Workload.INSERT ? -(operation * 100 + contender) : operation;
  }
}
