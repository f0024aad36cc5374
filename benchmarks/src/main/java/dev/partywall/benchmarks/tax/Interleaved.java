package dev.partywall.benchmarks.tax;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Runs contenders in short blocks, in a new order each round, so that a machine whose speed drifts is the same machine
 * for all of them. A contender's figure is the median over the rounds of its block against the baseline's block of the
 * same round.
 */
final class Interleaved {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int WARM_OPERATIONS = 60_000;
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final int rounds;
  private final int operationsPerBlock;
  private final Random order = new Random(42);

  /** Grows over all blocks, so that no two inserts have the same id. */
  private long nextOperation = 1;

  Interleaved(int rounds, int operationsPerBlock) {
    this.rounds = rounds;
    this.operationsPerBlock = operationsPerBlock;
  }

  /** One contender's figures for one workload. */
  record Figures(String contender, double ratio, double nanosPerOperation, long bytesPerOperation) {}

  /** Measures all contenders, in their order; the first is the baseline. */
  List<Figures> measure(Workload workload, List<Contender> contenders) throws Exception {
    List<Samples> samples = contenders.stream().map(contender -> new Samples(contender, rounds)).toList();
    warmUp(workload, contenders);
    for (int round = 0; round < rounds; round++) {
      List<Samples> shuffled = new ArrayList<>(samples);
      Collections.shuffle(shuffled, order);
      for (Samples sample : shuffled) {
        Block block = block(workload, sample.contender);
        sample.nanos[round] = block.nanos();
        sample.bytes[round] = block.bytes();
      }
    }
    return samples.stream().map(sample -> figures(sample, samples.getFirst())).toList();
  }

  /** Operations that do not count, until the compiler is done with the code or the time is over. */
  private void warmUp(Workload workload, List<Contender> contenders) throws Exception {
    for (Contender contender : contenders) {
      long start = System.nanoTime();
      for (int done = 0; done < WARM_OPERATIONS && System.nanoTime() - start < WARM_NANOS; done += operationsPerBlock) {
        block(workload, contender);
      }
    }
  }

  /** What one contender's blocks took, one value for each round. */
  private static final class Samples {
    private final Contender contender;
    private final double[] nanos;
    private final long[] bytes;

    Samples(Contender contender, int rounds) {
      this.contender = contender;
      this.nanos = new double[rounds];
      this.bytes = new long[rounds];
    }
  }

  private record Block(double nanos, long bytes) {}

  private Block block(Workload workload, Contender contender) throws Exception {
    long first = nextOperation;
    nextOperation += operationsPerBlock;
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (long operation = first; operation < nextOperation; operation++) {
      contender.run(workload, operation);
    }
    double nanos = (System.nanoTime() - start) / (double) operationsPerBlock;
    return new Block(nanos, (THREADS.getCurrentThreadAllocatedBytes() - bytes) / operationsPerBlock);
  }

  private static Figures figures(Samples samples, Samples baseline) {
    double[] ratios = new double[samples.nanos.length];
    Arrays.setAll(ratios, round -> samples.nanos[round] / baseline.nanos[round]);
    long[] bytes = samples.bytes.clone();
    Arrays.sort(bytes);
    return new Figures(samples.contender.name(), median(ratios), median(samples.nanos), bytes[bytes.length / 2]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
