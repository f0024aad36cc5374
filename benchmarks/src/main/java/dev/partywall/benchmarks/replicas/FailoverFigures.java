package dev.partywall.benchmarks.replicas;

import dev.partywall.benchmarks.Report;
import dev.partywall.benchmarks.replicas.FailoverBenchmark.Failover;
import dev.partywall.test.history.History;
import dev.partywall.test.history.Operation;
import dev.partywall.test.history.Verdict;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the users of a failover saw.
 *
 * @param verdict of all but the writes that the new writer never had, and the reads that had shown them
 * @param acknowledged writes that were acknowledged
 * @param unreplicated those of them that had not reached the promoted standby when the writer was killed
 * @param lost those that it had, and that are not there in the end
 * @param promotionMillis from the kill to the end of the promotion
 * @param writesBackMillis from the end of the promotion to the first write that was acknowledged
 * @param readGapMillis the longest time in which no read was answered
 * @param failed requests that failed
 */
record FailoverFigures(
    Verdict verdict,
    long acknowledged,
    long unreplicated,
    long lost,
    long promotionMillis,
    long writesBackMillis,
    long readGapMillis,
    long failed,
    List<String> errors) {

  private record Version(String key, long version) {}

  static FailoverFigures of(Users users, Failover failover, Set<Long> found) {
    List<Operation> operations = users.answers().operations();
    List<Operation.Write> gone = users.answers().lost(found);
    List<Operation.Write> lost = gone.stream().filter(write -> failover.had().contains(write.number())).toList();
    Set<Operation> unreplicated = new HashSet<>(gone);
    lost.forEach(unreplicated::remove);
    return new FailoverFigures(
        without(unreplicated, operations, failover.killed()).verdict(),
        operations.stream().filter(Operation.Write.class::isInstance).count(),
        unreplicated.size(),
        lost.size(),
        (failover.promoted() - failover.killed()) / 1_000_000,
        operations.stream()
                .filter(operation -> operation instanceof Operation.Write && operation.began() > failover.killed())
                .mapToLong(write -> Math.max(0, write.ended() - failover.promoted()))
                .min()
                .orElseThrow()
            / 1_000_000,
        readGap(operations) / 1_000_000,
        users.failures(),
        users.errors());
  }

  private static History without(Set<Operation> unreplicated, List<Operation> operations, long killed) {
    Set<Version> versions =
        unreplicated.stream()
            .map(write -> new Version(write.key(), write.version()))
            .collect(Collectors.toUnmodifiableSet());
    History history = new History();
    operations.stream()
        .filter(operation -> !unreplicated.contains(operation))
        .filter(
            operation ->
                operation.began() > killed || !versions.contains(new Version(operation.key(), operation.version())))
        .forEach(history::add);
    return history;
  }

  private static long readGap(List<Operation> operations) {
    long[] ends =
        operations.stream().filter(Operation.Read.class::isInstance).mapToLong(Operation::ended).sorted().toArray();
    long gap = 0;
    for (int i = 1; i < ends.length; i++) {
      gap = Math.max(gap, ends[i] - ends[i - 1]);
    }
    return gap;
  }

  Report report() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("operations", verdict.reads() + verdict.writes());
    json.put("stale_own_reads", verdict.staleOwnReads().size());
    json.put("non_monotonic", verdict.nonMonotonicReads().size());
    json.put("acknowledged_writes", acknowledged);
    json.put("unreplicated_writes", unreplicated);
    json.put("lost_writes", lost);
    json.put("promotion_ms", promotionMillis);
    json.put("writes_back_ms", writesBackMillis);
    json.put("longest_without_reads_ms", readGapMillis);
    json.put("failed_requests", failed);
    StringBuilder table = new StringBuilder();
    json.forEach((key, value) -> table.append(String.format(Locale.ROOT, "%-26s %10s%n", key, value)));
    return new Report(table + "\n" + verdict + "\n" + String.join("\n", errors), json);
  }
}
