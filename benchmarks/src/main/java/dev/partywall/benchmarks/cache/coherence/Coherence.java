package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.benchmarks.Report;
import dev.partywall.benchmarks.replicas.LocalRedis;
import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Users of four processes that keep copies of rows, in each of the ways that are compared: all at the same time, each
 * with rows of its own. They read the database through the same door, so that the copies alone make the difference.
 */
public final class Coherence {

  static final List<String> CONTENDERS = List.of("partywall", "double_delete", "cache_aside", "jetcache");
  static final int STANDBYS = 2;

  private static final int NODES = 4;
  private static final String DATABASE = "copies";

  /** How long a window of ours waits between two requests, on average. */
  private static final Duration THINK = Duration.ofMillis(400);

  /**
   * Windows of the others wait so many times as long, and send so many times fewer requests: two cores carry no more,
   * and on a machine that is behind with its work nobody's messages arrive in time.
   */
  private static final int PEERS_SLOWER = 4;

  /** Beyond the life of copies in a process, so that the last of them is gone. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private Coherence() {}

  /**
   * Lets them work.
   *
   * @param quick for a minute, and not for ten
   */
  public static Report run(boolean quick) throws Exception {
    try (PostgresCluster cluster =
            PostgresCluster.builder().standbys(STANDBYS).durable(true).parameter("max_connections", "400").start();
        LocalRedis redis = LocalRedis.start()) {
      cluster.createDatabase(DATABASE);
      TestDatabase writer = cluster.writer().database(DATABASE);
      Counters.create(writer, CONTENDERS.size(), Users.TENANTS, Users.ROWS);
      cluster.awaitCaughtUp();
      List<NodeProcess> nodes = new ArrayList<>();
      try {
        for (int node = 0; node < NODES; node++) {
          nodes.add(NodeProcess.start(cluster, DATABASE, redis.url()));
        }
        List<Users> users = new ArrayList<>();
        for (int contender = 0; contender < CONTENDERS.size(); contender++) {
          boolean own = contender == 0;
          int requests = quick ? 120 : 1_600;
          users.add(
              new Users(
                  contender,
                  nodes,
                  own ? requests : requests / PEERS_SLOWER,
                  own ? THINK : THINK.multipliedBy(PEERS_SLOWER)));
        }
        Storm storm = new Storm(cluster, redis);
        long start = System.nanoTime();
        work(users, storm);
        cluster.awaitCaughtUp();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        LockSupport.parkNanos(Lives.PROCESS.plus(MARGIN).toNanos());
        return report(users, writer, storm, seconds);
      } finally {
        for (NodeProcess node : nodes) {
          node.close();
        }
      }
    }
  }

  private static void work(List<Users> users, Storm storm) throws Exception {
    Thread changes = Thread.ofPlatform().name("storm").start(storm);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> windows = new ArrayList<>();
      users.forEach(some -> some.windows().forEach(window -> windows.add(threads.submit(window))));
      for (Future<?> window : windows) {
        window.get();
      }
    } finally {
      storm.end();
      changes.join();
    }
  }

  private static Report report(List<Users> users, TestDatabase writer, Storm storm, long seconds) throws Exception {
    List<Findings> findings = new ArrayList<>();
    for (int contender = 0; contender < users.size(); contender++) {
      long forEver = users.get(contender).staleAtTheEnd(truth(writer, contender));
      findings.add(Findings.of(CONTENDERS.get(contender), users.get(contender), forEver));
    }
    Map<String, Object> json = new LinkedHashMap<>(findings.getFirst().json());
    Map<String, Object> peers = new LinkedHashMap<>();
    findings.stream().skip(1).forEach(peer -> peers.put(peer.name(), peer.json()));
    json.put("peers", peers);
    json.put("seconds", seconds);
    json.put("storm", storm.summary());
    String summary = storm.summary() + " in " + seconds + " s\n" + users.getFirst().history().verdict() + "\n";
    return new Report(Findings.table(findings) + summary, json);
  }

  /** The versions that a contender's rows have. */
  private static Map<String, Long> truth(TestDatabase writer, int contender) throws SQLException {
    Map<String, Long> versions = new HashMap<>();
    try (Connection connection = writer.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select tenant_id, id - %1$d, version from counter where id between %1$d and %2$d"
                    .formatted(Counters.id(contender, 0), Counters.id(contender, Users.ROWS)))) {
      while (rows.next()) {
        versions.put(rows.getLong(1) + "/" + rows.getLong(2), rows.getLong(3));
      }
    }
    return versions;
  }
}
