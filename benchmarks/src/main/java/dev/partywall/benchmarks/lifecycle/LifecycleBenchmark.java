package dev.partywall.benchmarks.lifecycle;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.fleet.kills.KillRun;
import dev.partywall.test.PostgresServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kills processes that make, change and remove tenants, at each boundary and at random, and looks at what is left. */
public final class LifecycleBenchmark implements Benchmark {

  private static final int AT_A_TIME = 3;
  private static final int ROUNDS = 3;
  private static final int OTHERS = 25;
  private static final int QUICK_OTHERS = 10;

  @Override
  public String name() {
    return "lifecycle";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    long began = System.nanoTime();
    long seed = began;
    try (PostgresServer server = PostgresServer.builder().durable(true).start()) {
      KillRun.Report report =
          KillRun.run(
              server.database("host"), "tenant_", quick ? 1 : ROUNDS, quick ? QUICK_OTHERS : OTHERS, AT_A_TIME, seed);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kills", report.atBoundaries() + report.atRandom());
      json.put("kills_at_boundaries", report.atBoundaries());
      json.put("kills_at_random", report.atRandom());
      json.putAll(report.counts());
      json.put("checks", report.checks());
      json.put("violations", report.violations());
      json.put("seed", seed);
      json.put("seconds", Duration.ofNanos(System.nanoTime() - began).toSeconds());
      return new Report(table(json), json);
    }
  }

  private static String table(Map<String, Object> json) {
    StringBuilder table = new StringBuilder();
    json.forEach(
        (name, value) -> {
          if (!name.equals("checks")) {
            table.append(String.format("%n%-28s %s", name, value));
          }
        });
    return table.toString();
  }
}
