package dev.partywall.benchmarks.replicas;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Users over a writer and two standbys that lag, die and come back, with each way to show them what they wrote: all of
 * them at the same time on the same cluster, each with users and rows of its own. What the users did and saw is
 * recorded, and judged afterwards.
 */
public final class ReplicasBenchmark implements Benchmark {

  private static final String DATABASE = "replicas";

  /** Readers lag up to 2 s; one that lags more is not waited for. It also says how long a lost cache matters. */
  private static final Routing ROUTING = Routing.builder().maxLag(Duration.ofSeconds(3)).build();

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Plan plan = Plan.of(quick);
    try (PostgresCluster cluster =
        PostgresCluster.builder().standbys(2).durable(true).parameter("max_connections", "200").start()) {
      cluster.createDatabase(DATABASE);
      SharedMemory tokens = new SharedMemory();
      List<Contender> contenders = contenders(cluster, tokens);
      try {
        Rows.create(cluster.writer().database(DATABASE), contenders.size());
        cluster.awaitCaughtUp();
        List<Users> users = new ArrayList<>();
        contenders.forEach(contender -> users.add(new Users(contender, users.size(), plan)));
        Weather weather =
            new Weather(
                cluster,
                plan,
                () -> {
                  tokens.lose();
                  contenders.forEach(Contender::cacheLost);
                });
        long seconds = work(users, weather);
        return report(users, cluster.writer().database(DATABASE), weather, seconds);
      } finally {
        contenders.forEach(Contender::close);
      }
    }
  }

  private static List<Contender> contenders(PostgresCluster cluster, TokenStore tokens) {
    TestDatabase writer = cluster.writer().database(DATABASE);
    List<TestDatabase> readers = Stream.of(0, 1).map(standby -> cluster.standby(standby).database(DATABASE)).toList();
    List<Contender> contenders = new ArrayList<>();
    contenders.add(partywall("partywall", writer, readers, tokens, true));
    contenders.add(partywall("partywall_not_monotonic", writer, readers, tokens, false));
    Stream.of(new ThreeSecondEntry(), new TwoSecondClock(), new StickyRequest(), new NoProtection())
        .forEach(rule -> contenders.add(new PooledContender(rule, writer, readers)));
    return contenders;
  }

  static Contender partywall(
      String name, TestDatabase writer, List<TestDatabase> readers, TokenStore tokens, boolean monotonic) {
    return new PartywallContender(
        name,
        Stream.generate(
                () ->
                    TenantDataSource.builder()
                        .datasource(
                            DatasourceSet.of(
                                    DatasourceName.MAIN,
                                    pool(writer),
                                    readers.stream().map(ReplicasBenchmark::pool).toList())
                                .withRouting(ROUTING))
                        .tokenStore(tokens)
                        .monotonicReads(monotonic)
                        .listener(PartywallContender.LISTENER)
                        .build())
            .limit(PooledContender.NODES)
            .toList());
  }

  private static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password())
        .withMaximumSize(PooledContender.POOL_SIZE);
  }

  /** Lets the users work; how many seconds it took. */
  private static long work(List<Users> users, Weather weather) throws InterruptedException {
    long start = System.nanoTime();
    Thread changes = Thread.ofPlatform().name("weather").start(weather);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tabs = new ArrayList<>();
      users.forEach(some -> tabs.addAll(some.start(threads)));
      Users.await(tabs);
    } finally {
      weather.end();
      changes.join();
    }
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  private static Report report(List<Users> users, TestDatabase writer, Weather weather, long seconds) throws Exception {
    List<Figures> figures = new ArrayList<>();
    StringBuilder notes = new StringBuilder();
    for (Users some : users) {
      figures.add(Figures.of(some, Rows.journal(writer, some.number())));
      some.errors().forEach(error -> notes.append(some.contender().name()).append(": ").append(error).append('\n'));
    }
    Figures ours = figures.getFirst();
    Map<String, Object> json = new LinkedHashMap<>(ours.json());
    json.put("seconds", seconds);
    json.put("weather", weather.summary());
    json.put("reasons", ours.shares());
    Map<String, Object> peers = new LinkedHashMap<>();
    figures.stream().skip(1).forEach(peer -> peers.put(peer.name(), peer.json()));
    json.put("peers", peers);
    String violations = users.getFirst().answers().verdict() + "\n" + users.getFirst().within().verdict();
    return new Report(
        Figures.table(figures)
            + weather.summary()
            + " in "
            + seconds
            + " s\n"
            + ours.shares()
            + "\n"
            + violations
            + "\n"
            + notes,
        json);
  }
}
