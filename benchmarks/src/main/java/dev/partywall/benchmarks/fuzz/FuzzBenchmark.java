package dev.partywall.benchmarks.fuzz;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.benchmarks.guard.Shop;
import dev.partywall.jdbc.oracle.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Jazzer against the guard, in a process of its own, from the corpus and the shop's statements onwards. */
public final class FuzzBenchmark implements Benchmark {

  private static final Pattern COVERAGE = Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) ft: (\\d+)");
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");
  private static final int QUICK_SECONDS = 30;
  private static final int SECONDS = 600;

  @Override
  public String name() {
    return "fuzz";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    int seconds = quick ? QUICK_SECONDS : SECONDS;
    Path findings = Files.createDirectories(Path.of("benchmarks", "results", "fuzz-findings"));
    Path corpus = Files.createTempDirectory("partywall-fuzz");
    try {
      int seeds = writeSeeds(corpus);
      Seen seen = fuzz(corpus, findings, seconds);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("seconds", seconds);
      json.put("seeds", seeds);
      json.put("runs", seen.runs());
      json.put("edges", seen.edges());
      json.put("features", seen.features());
      json.put("findings", seen.exitCode() == 0 ? 0 : 1);
      return new Report(table(json, findings), json);
    } finally {
      delete(corpus);
    }
  }

  private static String table(Map<String, Object> json, Path findings) {
    StringBuilder table = new StringBuilder();
    json.forEach((name, value) -> table.append(String.format("%n%-12s %,12d", name, ((Number) value).longValue())));
    if (!Integer.valueOf(0).equals(json.get("findings"))) {
      table.append(String.format("%nthe text is in %s; the stack trace is above", findings));
    }
    return table.toString();
  }

  private static int writeSeeds(Path corpus) throws IOException {
    List<String> texts = new ArrayList<>(Shop.STATEMENTS);
    Stream.of("reads.sql", "writes.sql", "hostile.sql")
        .flatMap(file -> Entry.of(file).stream())
        .forEach(entry -> texts.add(entry.sql()));
    for (int i = 0; i < texts.size(); i++) {
      Files.writeString(corpus.resolve("seed-" + i), texts.get(i));
    }
    return texts.size();
  }

  /** What the fuzzer said at the end: how many texts it tried, and how much of the guard they reached. */
  private record Seen(int exitCode, long runs, long edges, long features) {}

  private static Seen fuzz(Path corpus, Path findings, int seconds) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + GuardTarget.class.getName(),
                "--instrumentation_includes=dev.partywall.sql.**",
                "-max_total_time=" + seconds,
                "-timeout=10",
                "-max_len=2000",
                "-print_final_stats=1",
                "-artifact_prefix=" + findings + "/",
                corpus.toString())
            .redirectErrorStream(true)
            .start();
    long runs = 0;
    long edges = 0;
    long features = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher coverage = COVERAGE.matcher(line);
        Matcher done = DONE.matcher(line);
        if (coverage.find()) {
          runs = Long.parseLong(coverage.group(1));
          edges = Long.parseLong(coverage.group(2));
          features = Long.parseLong(coverage.group(3));
        } else if (done.find()) {
          runs = Long.parseLong(done.group(1));
        } else if (line.startsWith("==") || line.startsWith("\tat ")) {
          System.out.println(line);
        }
      }
    }
    return new Seen(process.waitFor(), runs, edges, features);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
