package dev.partywall.benchmarks;

import dev.partywall.benchmarks.cache.CacheBenchmark;
import dev.partywall.benchmarks.fuzz.FuzzBenchmark;
import dev.partywall.benchmarks.guard.GuardBenchmark;
import dev.partywall.benchmarks.leaks.LeaksBenchmark;
import dev.partywall.benchmarks.lifecycle.LifecycleBenchmark;
import dev.partywall.benchmarks.model.ModelBenchmark;
import dev.partywall.benchmarks.registry.RegistryBenchmark;
import dev.partywall.benchmarks.replicas.FailoverBenchmark;
import dev.partywall.benchmarks.replicas.ReplicasBenchmark;
import dev.partywall.benchmarks.tax.TaxBenchmark;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Runs one benchmark by name, prints its table and writes its JSON. */
public final class Main {

  private static final List<Benchmark> BENCHMARKS =
      List.of(
          new TaxBenchmark(),
          new GuardBenchmark(),
          new LeaksBenchmark(),
          new FuzzBenchmark(),
          new ReplicasBenchmark(),
          new FailoverBenchmark(),
          new CacheBenchmark(),
          new ModelBenchmark(),
          new RegistryBenchmark(),
          new LifecycleBenchmark());
  private static final int USAGE = 2;

  private Main() {}

  /** {@code NAME RESULTS-FOLDER [--quick]}. */
  public static void main(String[] arguments) throws Exception {
    System.exit(run(List.of(arguments), System.out));
  }

  private static int run(List<String> arguments, PrintStream out) throws Exception {
    boolean quick = arguments.contains("--quick");
    List<String> words = arguments.stream().filter(word -> !word.equals("--quick")).toList();
    Optional<Benchmark> benchmark =
        words.size() == 2
            ? BENCHMARKS.stream().filter(candidate -> candidate.name().equals(words.getFirst())).findFirst()
            : Optional.empty();
    if (benchmark.isEmpty()) {
      out.println(
          "usage: ./bench NAME [--quick], where NAME is one of: "
              + BENCHMARKS.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
      return USAGE;
    }
    Report report = benchmark.get().run(quick);
    out.println(report.table());
    Path file = Path.of(words.get(1)).resolve(benchmark.get().name() + ".json");
    Files.createDirectories(file.getParent());
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, mapper.writeValueAsString(report.json()) + "\n");
    out.println("written: " + file);
    return 0;
  }
}
