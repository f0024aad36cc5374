package dev.partywall.benchmarks.model;

import dev.partywall.benchmarks.Measured;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs contenders in short blocks, in a new order each round. A contender's figure is the median over the rounds of its
 * block against the baseline's block of the same round, so that what changes on the machine meanwhile drops out.
 */
final class Rounds {

  private static final int CHECKED = 50;
  private static final int WARM_UP = 40_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int rounds;
  private final int operations;
  private final Random order = new Random(42);

  /** Grows over all blocks, so that no two inserts have the same id. */
  private long next = 1_000_000;

  private final long warmUpNanos;

  Rounds(int rounds, int operations, Duration warmUp) {
    this.warmUpNanos = warmUp.toNanos();
    this.rounds = rounds;
    this.operations = operations;
  }

  /**
   * Measures contenders, of which the first is the baseline, after it has been seen that all do the same.
   *
   * @return what each block took, by contender
   */
  Map<Contender, Blocks> measure(Workload workload, List<Contender> contenders) throws Exception {
    check(workload, contenders);
    for (Contender contender : contenders) {
      long start = System.nanoTime();
      for (int done = 0; done < WARM_UP && System.nanoTime() - start < warmUpNanos; done += operations) {
        block(workload, contender);
      }
    }
    Map<Contender, Blocks> taken = new LinkedHashMap<>();
    contenders.forEach(contender -> taken.put(contender, new Blocks(rounds)));
    List<Map.Entry<Contender, Blocks>> shuffled = new ArrayList<>(taken.entrySet());
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(shuffled, order);
      for (Map.Entry<Contender, Blocks> entry : shuffled) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        entry.getValue().nanos[round] = block(workload, entry.getKey());
        entry.getValue().cpu[round] = (THREADS.getCurrentThreadCpuTime() - cpu) / (double) operations;
      }
    }
    return taken;
  }

  private void check(Workload workload, List<Contender> contenders) throws Exception {
    for (int i = 0; i < CHECKED; i++) {
      long operation = next++;
      Contender first = contenders.getFirst();
      long expected = first.run(workload, operation);
      for (Contender contender : contenders.subList(1, contenders.size())) {
        long found = contender.run(workload, workload == Workload.INSERT ? next++ : operation);
        if (found != expected) {
          throw new IllegalStateException(
              contender.name()
                  + " answers "
                  + found
                  + " to "
                  + workload.label()
                  + " "
                  + operation
                  + " where "
                  + first.name()
                  + " answers "
                  + expected);
        }
      }
    }
  }

  private double block(Workload workload, Contender contender) throws Exception {
    long end = next + operations;
    long start = System.nanoTime();
    while (next < end) {
      contender.run(workload, next++);
    }
    return (System.nanoTime() - start) / (double) operations;
  }

  /** What the blocks of a contender took, in nanoseconds an operation, one value for each round. */
  static final class Blocks {
    /** By the clock. */
    final double[] nanos;

    /** Of which the client's thread ran. */
    final double[] cpu;

    Blocks(int rounds) {
      this.nanos = new double[rounds];
      this.cpu = new double[rounds];
    }
  }

  /** The median of one's blocks against the other's. */
  static double ratio(double[] nanos, double[] baseline) {
    double[] ratios = new double[nanos.length];
    Arrays.setAll(ratios, round -> nanos[round] / baseline[round]);
    return Measured.median(ratios);
  }
}
