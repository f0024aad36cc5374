package dev.partywall.benchmarks.registry;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Measured;
import dev.partywall.benchmarks.Report;
import dev.partywall.benchmarks.registry.StartMain.Start;
import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.core.resolve.DomainSettings;
import dev.partywall.core.resolve.Resolution;
import dev.partywall.core.resolve.ResolutionSettings;
import dev.partywall.core.resolve.TenantResolution;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A registry of 100,000 tenants: how long it takes to start, to look one up, to resolve a request, to make another. */
public final class RegistryBenchmark implements Benchmark {

  private static final int TENANTS = 100_000;
  private static final int QUESTIONS = 1 << 16;

  /** So many of them are busy at a time. */
  private static final int BUSY = 1_000;

  /** A block is shorter than a thread's turn on a busy machine, so that the median block was not interrupted. */
  private static final int OPERATIONS = 1_000;

  /** What was found last, kept so that the look-up cannot be left out. */
  private volatile @Nullable Object found;

  private int next;

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Map<String, Object> json = new LinkedHashMap<>();
    Tenants tenants = new Tenants(TENANTS);
    try (PostgresServer server = PostgresServer.builder().durable(true).parameter("max_connections", "200").start()) {
      TestDatabase database = server.freshDatabase("registry");
      tenants.write(database);
      starts(database, quick ? 2 : 7, json);
      try (TenantDataSource door = Tenants.door(database);
          Registry registry = Registry.builder(door).start()) {
        lookUps(registry, tenants, quick ? 501 : 10_001, json);
        creations(door, registry, database, quick ? 20 : 300, json);
      }
    }
    StringBuilder table = new StringBuilder();
    json.forEach((name, value) -> table.append(String.format(Locale.ROOT, "  %-32s %12s%n", name, value)));
    return new Report(table.toString(), json);
  }

  private static void starts(TestDatabase database, int times, Map<String, Object> json) {
    List<Start> starts = IntStream.range(0, times).mapToObj(_ -> StartMain.run(database)).toList();
    json.put("registry_100k_start_ms", rounded(median(starts.stream().mapToDouble(Start::millis).toArray())));
    json.put("registry_100k_start_ms_worst", rounded(starts.stream().mapToDouble(Start::millis).max().orElseThrow()));
    json.put("bytes_per_tenant", rounded(median(starts.stream().mapToDouble(Start::bytes).toArray()) / TENANTS));
  }

  private void lookUps(Registry registry, Tenants tenants, int blocks, Map<String, Object> json) throws Exception {
    TenantName[] names = questions(BUSY, tenants::name).toArray(TenantName[]::new);
    TenantId[] ids = questions(BUSY, tenants::id).toArray(TenantId[]::new);
    DomainName[] domains = questions(BUSY, tenants::domain).toArray(DomainName[]::new);
    TenantName[] any = questions(TENANTS, tenants::name).toArray(TenantName[]::new);
    json.put("lookup_ns", nanos(blocks, () -> found = registry.findByName(names[next()]).orElseThrow()));
    json.put("lookup_by_id_ns", nanos(blocks, () -> found = registry.findById(ids[next()]).orElseThrow()));
    json.put("lookup_by_domain_ns", nanos(blocks, () -> found = registry.findByDomain(domains[next()]).orElseThrow()));
    json.put("lookup_of_any_of_100k_ns", nanos(blocks, () -> found = registry.findByName(any[next()]).orElseThrow()));

    TenantResolution resolution =
        TenantResolution.of(
            ResolutionSettings.DEFAULTS.withDomain(DomainSettings.DEFAULTS.withFormats("{tenant}.example.com")),
            registry,
            List.of(),
            ActingPolicy.never());
    Requests[] byHeader = requests(i -> Requests.byHeader(tenants.name(i).toString()));
    Requests[] byFormat = requests(i -> Requests.byHost(tenants.name(i) + ".example.com:8443"));
    Requests[] byDomain = requests(i -> Requests.byHost(tenants.domain(i) + ":8443"));
    double header = nanos(blocks, () -> resolve(resolution, byHeader[next()]));
    double format = nanos(blocks, () -> resolve(resolution, byFormat[next()]));
    double domain = nanos(blocks, () -> resolve(resolution, byDomain[next()]));
    json.put("resolve_request_ns", rounded((header + format + domain) / 3));
    json.put("resolve_request_by_header_ns", header);
    json.put("resolve_request_by_host_name_ns", format);
    json.put("resolve_request_by_own_domain_ns", domain);
  }

  private static void creations(
      TenantDataSource door, Registry registry, TestDatabase database, int count, Map<String, Object> json) {
    try (Creations creations = new Creations(door, registry, database)) {
      double[] shared = creations.shared(count);
      double[] isolated = creations.isolated(count);
      json.put("creations_each", count);
      json.put("create_shared_p50_ms", rounded(Measured.quantile(shared, 0.5)));
      json.put("create_shared_p99_ms", rounded(Measured.quantile(shared, 0.99)));
      json.put("create_isolated_p50_ms", rounded(Measured.quantile(isolated, 0.5)));
      json.put("create_isolated_p99_ms", rounded(Measured.quantile(isolated, 0.99)));
    }
  }

  private void resolve(TenantResolution resolution, Requests request) {
    found = resolution.resolve(request);
    if (!(found instanceof Resolution.ForTenant)) {
      throw new IllegalStateException(request + " was not resolved: " + found);
    }
  }

  /** The same numbers in each run, in no order that a cache could like. */
  private static <T> List<T> questions(int tenants, IntFunction<T> question) {
    Random random = new Random(1);
    int apart = TENANTS / tenants;
    return IntStream.range(0, QUESTIONS).mapToObj(_ -> question.apply(apart * random.nextInt(tenants))).toList();
  }

  private static Requests[] requests(IntFunction<Requests> request) {
    return questions(BUSY, request).toArray(Requests[]::new);
  }

  private int next() {
    next = (next + 1) & (QUESTIONS - 1);
    return next;
  }

  private static double nanos(int blocks, Measured.Operation operation) throws Exception {
    return rounded(Measured.of(blocks, OPERATIONS, operation).nanos());
  }

  private static double median(double[] values) {
    return Measured.median(values);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
