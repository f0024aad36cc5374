package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.test.history.History;
import dev.partywall.test.history.Operation;
import dev.partywall.test.history.Operation.Read;
import dev.partywall.test.history.Operation.Write;
import dev.partywall.test.history.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one contender's users saw.
 *
 * @param name the contender
 * @param operations reads and writes that succeeded
 * @param staleAfterOwnWrite reads that do not show what their user wrote
 * @param staleForever rows that some process still shows as older than they are, longer after the last write than
 *     copies live in a process
 * @param maxStaleMillis for how long at most a row was shown as it was before a write of whomever had ended
 * @param staleReads reads that show a row as it was before a write of whomever had ended
 * @param hitRate the part of reads that were served by a copy
 * @param failures requests that failed
 * @param p50 the median of what a reading request takes, in microseconds
 */
record Findings(
    String name,
    long operations,
    long staleAfterOwnWrite,
    long staleForever,
    long maxStaleMillis,
    long staleReads,
    double hitRate,
    long failures,
    long p50) {

  static Findings of(String name, Users users, long staleForever) {
    History history = users.history();
    Verdict verdict = history.verdict();
    List<Read> reads = new ArrayList<>();
    Map<String, List<Write>> writes = new HashMap<>();
    for (Operation operation : history.operations()) {
      switch (operation) {
        case Read read -> reads.add(read);
        case Write write -> writes.computeIfAbsent(write.key(), _ -> new ArrayList<>()).add(write);
      }
    }
    Map<String, Superseded> superseded = new HashMap<>();
    writes.forEach((key, all) -> superseded.put(key, Superseded.by(all)));
    long[] ages =
        reads.stream().mapToLong(read -> superseded.getOrDefault(read.key(), Superseded.NEVER).age(read)).toArray();
    long[] nanos = reads.stream().mapToLong(read -> read.ended() - read.began()).sorted().toArray();
    return new Findings(
        name,
        verdict.reads() + verdict.writes(),
        verdict.staleOwnReads().size(),
        staleForever,
        TimeUnit.NANOSECONDS.toMillis(Arrays.stream(ages).max().orElse(0)),
        Arrays.stream(ages).filter(age -> age > 0).count(),
        (double) reads.stream().filter(read -> read.from().equals("copy")).count() / Math.max(1, reads.size()),
        users.failures(),
        TimeUnit.NANOSECONDS.toMicros(nanos.length == 0 ? 0 : nanos[nanos.length / 2]));
  }

  /**
   * When versions of a row were superseded.
   *
   * @param versions in their order
   * @param ends when the first write had ended that made one of them or a later one
   */
  private record Superseded(List<Long> versions, List<Long> ends) {

    private static final Superseded NEVER = new Superseded(List.of(), List.of());

    static Superseded by(List<Write> writes) {
      List<Write> sorted = writes.stream().sorted(Comparator.comparingLong(Write::version).reversed()).toList();
      List<Long> ends = new ArrayList<>();
      long earliest = Long.MAX_VALUE;
      for (Write write : sorted) {
        earliest = Math.min(earliest, write.ended());
        ends.add(earliest);
      }
      return new Superseded(sorted.stream().map(Write::version).toList().reversed(), ends.reversed());
    }

    /** For how long what a read shows had been superseded when it began; 0 if it had not. */
    long age(Read read) {
      int at = Collections.binarySearch(versions, read.version() + 1);
      int later = at < 0 ? -at - 1 : at;
      return later == versions.size() ? 0 : Math.max(0, read.began() - ends.get(later));
    }
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("operations", operations);
    json.put("stale_after_own_write", staleAfterOwnWrite);
    json.put("stale_forever", staleForever);
    json.put("max_stale_ms_other_sessions", maxStaleMillis);
    json.put("stale_reads_other_sessions", staleReads);
    json.put("hit_rate", Math.round(hitRate * 1000) / 1000.0);
    json.put("failures", failures);
    json.put("p50_us", p50);
    return json;
  }

  static String table(List<Findings> all) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-16s %10s %10s %10s %12s %12s %8s %8s %8s%n",
                "",
                "operations",
                "own stale",
                "for ever",
                "max stale ms",
                "stale reads",
                "hits",
                "failed",
                "p50 µs"));
    for (Findings each : all) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-16s %10d %10d %10d %12d %12d %7.1f%% %8d %8d%n",
              each.name,
              each.operations,
              each.staleAfterOwnWrite,
              each.staleForever,
              each.maxStaleMillis,
              each.staleReads,
              100 * each.hitRate,
              each.failures,
              each.p50));
    }
    return table.toString();
  }
}
