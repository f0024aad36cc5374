package dev.partywall.benchmarks;

/** A named comparison, run side by side in one process. */
public interface Benchmark {

  /** What {@code ./bench} calls it. */
  String name();

  /**
   * Runs the comparison.
   *
   * @param quick fewer and shorter blocks: shows that it works, not what to quote
   */
  Report run(boolean quick) throws Exception;
}
