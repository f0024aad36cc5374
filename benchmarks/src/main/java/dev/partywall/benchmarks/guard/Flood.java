package dev.partywall.benchmarks.guard;

import dev.partywall.benchmarks.Measured;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.Reach;
import dev.partywall.sql.guard.SqlGuard;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Texts that never come again: values written into them, and lists of every length. Between them come texts that are
 * always the same, as an application sends them, which must stay cheap.
 */
final class Flood {

  private static final int HOT_EVERY = 10;
  private static final int LONGEST_LIST = 500;

  private final int texts;

  Flood(int texts) {
    this.texts = texts;
  }

  /**
   * What was seen.
   *
   * @param coldMicros a text that is new, microseconds: the median over the last tenth
   * @param firstColdMicros the same over the first tenth
   * @param hotNanos a text that is always the same, nanoseconds: the median over the last tenth
   * @param hotMisses how often one of these was not found in the cache
   * @param heapMegabytes what the guard holds at the end
   */
  record Seen(double coldMicros, double firstColdMicros, double hotNanos, long hotMisses, double heapMegabytes) {}

  Seen run() {
    long before = heap();
    SqlGuard guard = new SqlGuard(Shop.CATALOG, GuardPolicy.STRICT);
    double[] cold = new double[texts];
    double[] hot = new double[texts / HOT_EVERY];
    for (int i = 0; i < texts; i++) {
      String text = i % 2 == 0 ? inlined(i) : list(i);
      long start = System.nanoTime();
      guard.guard(text, Reach.TENANT);
      cold[i] = System.nanoTime() - start;
      if (i % HOT_EVERY == HOT_EVERY - 1) {
        String known = Shop.STATEMENTS.get(i / HOT_EVERY % Shop.STATEMENTS.size());
        start = System.nanoTime();
        guard.guard(known, Reach.TENANT);
        hot[i / HOT_EVERY] = System.nanoTime() - start;
      }
    }
    double heapMegabytes = (heap() - before) / 1e6;
    // Asked after the heap was measured, so that the guard was still there.
    long hotMisses = guard.computed() - texts - Shop.STATEMENTS.size();
    return new Seen(
        Measured.median(last(cold)) / 1000,
        Measured.median(first(cold)) / 1000,
        Measured.median(last(hot)),
        hotMisses,
        heapMegabytes);
  }

  private static double[] first(double[] values) {
    return Arrays.copyOf(values, values.length / 10);
  }

  private static double[] last(double[] values) {
    return Arrays.copyOfRange(values, values.length - values.length / 10, values.length);
  }

  private static String inlined(int i) {
    return "select id, name from products where name = 'product " + i + "' and price > " + i;
  }

  private static String list(int i) {
    StringJoiner list = new StringJoiner(", ", "select id from orders where id in (" + i + ", ", ")");
    for (int marker = 0; marker <= i % LONGEST_LIST; marker++) {
      list.add("?");
    }
    return list.toString();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
