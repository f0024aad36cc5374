package dev.partywall.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What an operation takes: the medians over blocks, each of many operations.
 *
 * @param nanos nanoseconds an operation
 * @param bytes bytes that an operation allocates
 */
record Measured(double nanos, double bytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** An operation. */
  @FunctionalInterface
  interface Operation {
    void run() throws Exception;
  }

  /** Measures operations by turns, a block of each after the other, once they are warm. */
  static Measured[] interleaved(int blocks, int operations, Operation... contenders) throws Exception {
    for (Operation contender : contenders) {
      block(20_000, contender);
    }
    double[][] nanos = new double[contenders.length][blocks];
    double[][] bytes = new double[contenders.length][blocks];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < contenders.length; i++) {
        Measured measured = block(operations, contenders[i]);
        nanos[i][block] = measured.nanos;
        bytes[i][block] = measured.bytes;
      }
    }
    Measured[] medians = new Measured[contenders.length];
    Arrays.setAll(medians, i -> new Measured(median(nanos[i]), median(bytes[i])));
    return medians;
  }

  private static Measured block(int operations, Operation operation) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      operation.run();
    }
    double nanos = System.nanoTime() - start;
    return new Measured(nanos / operations, (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / operations);
  }

  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
  }
}
