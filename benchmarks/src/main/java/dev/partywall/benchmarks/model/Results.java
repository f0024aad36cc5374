package dev.partywall.benchmarks.model;

import dev.partywall.benchmarks.Measured;
import dev.partywall.benchmarks.Report;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Puts down what workloads took. The first contender is what the others are compared with. */
final class Results {

  private final Map<String, Object> json = new LinkedHashMap<>();
  private final Map<String, Object> micros = new LinkedHashMap<>();
  private final Map<String, Object> cpu = new LinkedHashMap<>();
  private final StringBuilder table = new StringBuilder();

  void add(Workload workload, Map<Contender, Rounds.Blocks> taken) {
    Rounds.Blocks baseline = taken.values().iterator().next();
    Map<String, Object> ratios = new LinkedHashMap<>();
    Map<String, Object> running = new LinkedHashMap<>();
    table.append(
        String.format(Locale.ROOT, "%n%-24s %10s %12s %12s%n", workload.label(), "ratio", "µs/op", "client's cpu"));
    taken.forEach(
        (contender, blocks) -> {
          double ratio = Rounds.ratio(blocks.nanos, baseline.nanos);
          double ran = Measured.median(blocks.cpu) / 1000;
          if (blocks != baseline) {
            ratios.put(contender.name(), Math.round(ratio * 1000) / 1000.0);
          }
          running.put(contender.name(), Math.round(ran * 10) / 10.0);
          table.append(
              String.format(
                  Locale.ROOT,
                  "  %-22s %10.3f %12.1f %12.1f%n",
                  contender.name(),
                  ratio,
                  Measured.median(blocks.nanos) / 1000,
                  ran));
        });
    json.put(workload.label(), ratios);
    micros.put(workload.label(), Math.round(Measured.median(baseline.nanos) / 100) / 10.0);
    cpu.put(workload.label(), running);
  }

  Report report() {
    json.put("hand_written_micros_per_op", micros);
    json.put("client_cpu_micros_per_op", cpu);
    return new Report(table.toString(), json);
  }
}
