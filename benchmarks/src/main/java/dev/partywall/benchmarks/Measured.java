package dev.partywall.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What an operation takes: the medians over blocks, each of many operations.
 *
 * @param nanos nanoseconds an operation
 * @param cpu nanoseconds of them that its thread ran, and did not wait for the server
 * @param bytes bytes that an operation allocates
 */
public record Measured(double nanos, double cpu, double bytes) {

  private static final int WARM_UP = 60_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** An operation. */
  @FunctionalInterface
  public interface Operation {
    void run() throws Exception;
  }

  /** Measures an operation once it is warm. */
  public static Measured of(int blocks, int operations, Operation operation) throws Exception {
    return interleaved(blocks, operations, operation, () -> {})[0];
  }

  /**
   * Measures two operations by turns, a block of each after the other, once they are warm.
   *
   * @return the first, and how much more the second takes: the median of the differences between neighbouring blocks,
   *     from which what changes on the machine meanwhile drops out
   */
  public static Measured[] interleaved(int blocks, int operations, Operation first, Operation second) throws Exception {
    block(WARM_UP, first);
    block(WARM_UP, second);
    Measured[] firsts = new Measured[blocks];
    Measured[] differences = new Measured[blocks];
    for (int block = 0; block < blocks; block++) {
      Measured a = block(operations, first);
      Measured b = block(operations, second);
      firsts[block] = a;
      differences[block] = new Measured(b.nanos - a.nanos, b.cpu - a.cpu, b.bytes - a.bytes);
    }
    return new Measured[] {median(firsts), median(differences)};
  }

  private static Measured median(Measured[] blocks) {
    return new Measured(
        median(Arrays.stream(blocks).mapToDouble(Measured::nanos).toArray()),
        median(Arrays.stream(blocks).mapToDouble(Measured::cpu).toArray()),
        median(Arrays.stream(blocks).mapToDouble(Measured::bytes).toArray()));
  }

  private static Measured block(int operations, Operation operation) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      operation.run();
    }
    double nanos = System.nanoTime() - start;
    double ran = THREADS.getCurrentThreadCpuTime() - cpu;
    double allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return new Measured(nanos / operations, ran / operations, allocated / operations);
  }

  public static double median(double[] values) {
    return quantile(values, 0.5);
  }

  public static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
  }
}
