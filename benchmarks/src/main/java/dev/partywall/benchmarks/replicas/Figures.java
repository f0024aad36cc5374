package dev.partywall.benchmarks.replicas;

import dev.partywall.test.history.Operation;
import dev.partywall.test.history.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of one contender's users.
 *
 * @param name the contender
 * @param operations reads and writes that succeeded
 * @param staleOwnReads reads that do not show what their user, or their request, wrote
 * @param nonMonotonic reads that go back in time from what their user saw
 * @param readerShare the part of the reads that readers served
 * @param lostWrites acknowledged writes that are not there in the end
 * @param failures requests that failed
 * @param p50 the median of what a reading request takes, in microseconds
 * @param p99 what one in a hundred takes at least
 * @param reasons how often which node was read from for which reason
 */
record Figures(
    String name,
    long operations,
    long staleOwnReads,
    long nonMonotonic,
    double readerShare,
    long lostWrites,
    long failures,
    long p50,
    long p99,
    Map<String, Long> reasons) {

  /**
   * @param warm from when on it counts how long a request takes, as {@link System#nanoTime}
   */
  static Figures of(Users users, Collection<Long> journal, long warm) {
    List<Operation> answers = users.answers().operations();
    List<Operation.Read> reads = reads(answers);
    List<Operation.Read> all = Stream.concat(reads.stream(), reads(users.within().operations()).stream()).toList();
    Verdict verdict = users.answers().verdict();
    Verdict within = users.within().verdict();
    long[] nanos =
        reads.stream()
            .filter(read -> read.began() > warm)
            .mapToLong(read -> read.ended() - read.began())
            .sorted()
            .toArray();
    return new Figures(
        users.contender().name(),
        verdict.reads() + verdict.writes() + within.reads(),
        verdict.staleOwnReads().size() + within.staleOwnReads().size(),
        verdict.nonMonotonicReads().size(),
        (double) all.stream().filter(read -> read.from().startsWith("read-")).count() / Math.max(1, all.size()),
        users.answers().lost(journal).size(),
        users.failures(),
        quantile(nanos, 0.5) / 1_000,
        quantile(nanos, 0.99) / 1_000,
        all.stream().collect(Collectors.groupingBy(Operation.Read::from, TreeMap::new, Collectors.counting())));
  }

  private static List<Operation.Read> reads(List<Operation> operations) {
    return operations.stream().filter(Operation.Read.class::isInstance).map(Operation.Read.class::cast).toList();
  }

  private static long quantile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("operations", operations);
    json.put("stale_own_reads", staleOwnReads);
    json.put("non_monotonic", nonMonotonic);
    json.put("reader_share", Math.round(readerShare * 1000) / 1000.0);
    json.put("lost_writes", lostWrites);
    json.put("p50_us", p50);
    json.put("p99_us", p99);
    json.put("failed_requests", failures);
    return json;
  }

  /** The reads by node and reason, as parts of all. */
  Map<String, Object> shares() {
    double all = reasons.values().stream().mapToLong(Long::longValue).sum();
    return reasons.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> Math.round(entry.getValue() / all * 10_000) / 10_000.0,
                (a, _) -> a,
                LinkedHashMap::new));
  }

  static String table(List<Figures> figures) {
    return String.format(
            Locale.ROOT,
            "%-28s %10s %8s %8s %9s %6s %8s %9s %9s%n",
            "",
            "operations",
            "stale",
            "back",
            "readers",
            "lost",
            "failed",
            "p50 µs",
            "p99 µs")
        + figures.stream().map(Figures::row).collect(Collectors.joining());
  }

  private String row() {
    return String.format(
        Locale.ROOT,
        "%-28s %10d %8d %8d %8.1f%% %6d %8d %9d %9d%n",
        name,
        operations,
        staleOwnReads,
        nonMonotonic,
        readerShare * 100,
        lostWrites,
        failures,
        p50,
        p99);
  }
}
