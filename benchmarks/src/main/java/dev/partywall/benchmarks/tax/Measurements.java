package dev.partywall.benchmarks.tax;

import dev.partywall.benchmarks.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures workloads one after another, and puts down what they took. */
final class Measurements {

  private final boolean quick;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final Map<String, Object> bytes = new LinkedHashMap<>();
  private final Map<String, Object> micros = new LinkedHashMap<>();
  private final StringBuilder table = new StringBuilder();

  /**
   * @param quick fewer and shorter blocks
   */
  Measurements(boolean quick) {
    this.quick = quick;
  }

  /** Measures contenders, of which the first is what the others are compared with. */
  void add(List<Workload> workloads, List<Contender> contenders) throws Exception {
    Agreement.check(workloads, contenders);
    for (Workload workload : workloads) {
      Interleaved interleaved = quick ? new Interleaved(5, 200) : new Interleaved(41, 1_000);
      add(workload, interleaved.measure(workload, contenders));
    }
  }

  private void add(Workload workload, List<Interleaved.Figures> figures) {
    Map<String, Object> ratios = new LinkedHashMap<>();
    Map<String, Object> allocated = new LinkedHashMap<>();
    figures.forEach(figure -> allocated.put(figure.contender(), figure.bytesPerOperation()));
    figures.stream()
        .skip(1)
        .forEach(figure -> ratios.put(figure.contender(), Math.round(figure.ratio() * 1000) / 1000.0));
    json.put(workload.label(), ratios);
    bytes.put(workload.label(), allocated);
    micros.put(workload.label(), Math.round(figures.getFirst().nanosPerOperation() / 100) / 10.0);
    table.append(rows(workload, figures));
  }

  Report report() {
    json.put("bytes_per_op", bytes);
    json.put("hand_written_micros_per_op", micros);
    return new Report(table.toString(), json);
  }

  private static String rows(Workload workload, List<Interleaved.Figures> figures) {
    StringBuilder rows =
        new StringBuilder(
            String.format(Locale.ROOT, "%n%-24s %10s %12s %12s%n", workload.label(), "ratio", "µs/op", "bytes/op"));
    figures.forEach(
        figure ->
            rows.append(
                String.format(
                    Locale.ROOT,
                    "  %-22s %10.3f %12.1f %12d%n",
                    figure.contender(),
                    figure.ratio(),
                    figure.nanosPerOperation() / 1000,
                    figure.bytesPerOperation())));
    return rows.toString();
  }
}
