package dev.partywall.benchmarks.replicas;

import dev.partywall.benchmarks.Benchmark;
import dev.partywall.benchmarks.Report;
import dev.partywall.cache.RedisTokenStore;
import dev.partywall.core.DatasourceName;
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
import java.util.concurrent.TimeUnit;
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

  /** How long requests take is told of those after this time. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Plan plan = Plan.of(quick);
    try (PostgresCluster cluster =
            PostgresCluster.builder().standbys(2).durable(true).parameter("max_connections", "200").start();
        LocalRedis redis = LocalRedis.start()) {
      cluster.createDatabase(DATABASE);
      List<Contender> contenders = contenders(cluster, redis);
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
                  redis.flush();
                  contenders.forEach(Contender::cacheLost);
                });
        long start = System.nanoTime();
        work(users, weather);
        return report(users, cluster.writer().database(DATABASE), weather, start);
      } finally {
        contenders.forEach(Contender::close);
      }
    }
  }

  private static List<Contender> contenders(PostgresCluster cluster, LocalRedis redis) {
    TestDatabase writer = cluster.writer().database(DATABASE);
    List<TestDatabase> readers = Stream.of(0, 1).map(standby -> cluster.standby(standby).database(DATABASE)).toList();
    List<Contender> contenders = new ArrayList<>();
    contenders.add(partywall("partywall", set(writer, readers), redis, true));
    contenders.add(partywall("partywall_not_monotonic", set(writer, readers), redis, false));
    Stream.of(new ThreeSecondEntry(), new TwoSecondClock(), new StickyRequest(), new NoProtection())
        .forEach(rule -> contenders.add(new PooledContender(rule, writer, readers)));
    return contenders;
  }

  static DatasourceSet set(TestDatabase writer, List<TestDatabase> readers) {
    return DatasourceSet.of(DatasourceName.MAIN, pool(writer), readers.stream().map(ReplicasBenchmark::pool).toList())
        .withRouting(ROUTING);
  }

  /** The doors of an application's nodes, each with a connection of its own to Redis. */
  static Contender partywall(String name, DatasourceSet set, LocalRedis redis, boolean monotonic) {
    List<TenantDataSource> doors = new ArrayList<>();
    List<RedisTokenStore> stores = new ArrayList<>();
    for (int node = 0; node < PooledContender.NODES; node++) {
      RedisTokenStore store = RedisTokenStore.builder(redis.url()).prefix(name).keep(ROUTING.keep()).build();
      stores.add(store);
      doors.add(
          TenantDataSource.builder()
              .datasource(set)
              .tokenStore(store)
              .monotonicReads(monotonic)
              .listener(PartywallContender.LISTENER)
              .build());
    }
    return new PartywallContender(name, doors, stores, monotonic);
  }

  private static PoolSettings pool(TestDatabase database) {
    return PoolSettings.of(database.jdbcUrl(), database.username(), database.password())
        .withMaximumSize(PooledContender.POOL_SIZE);
  }

  /** Lets the users work. */
  private static void work(List<Users> users, Weather weather) throws InterruptedException {
    Thread changes = Thread.ofPlatform().name("weather").start(weather);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tabs = new ArrayList<>();
      users.forEach(some -> tabs.addAll(some.start(threads)));
      Users.await(tabs);
    } finally {
      weather.end();
      changes.join();
    }
  }

  private static Report report(List<Users> users, TestDatabase writer, Weather weather, long start) throws Exception {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    List<Figures> figures = new ArrayList<>();
    StringBuilder notes = new StringBuilder();
    for (Users some : users) {
      figures.add(Figures.of(some, Rows.journal(writer, some.number()), start + WARM_UP.toNanos()));
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
