package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Change;
import dev.partywall.core.Commit;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;
import redis.embedded.RedisShardedCluster;

@Timeout(120)
class CachesInAClusterTest {

  private final Map<String, String> rows = new ConcurrentHashMap<>();

  private static LayeredCaches process(String hosts) {
    LayeredCaches caches =
        LayeredCaches.builder()
            .redis(RedisAddress.cluster("redis://" + hosts))
            .timeout(Duration.ofSeconds(5))
            .pause(Duration.ofMillis(50))
            .build();
    TwoLayersTest.await(caches::isWhole);
    return caches;
  }

  private String read(long id) {
    LayeredCacheTest.noteRead("rows");
    return rows.get(Tenancy.current().label() + id);
  }

  @Test
  void keys_and_what_they_depend_on_may_be_on_different_nodes() throws IOException {
    RedisShardedCluster cluster =
        RedisShardedCluster.newRedisCluster()
            .withServerBuilder(RedisServer.newRedisServer().bind("127.0.0.1").onShutdownForceStop(true))
            .ephemeral()
            .initializationTimeout(Duration.ofSeconds(30))
            .shard("one", 0)
            .shard("two", 0)
            .shard("three", 0)
            .build();
    cluster.start();
    String hosts = cluster.serverPorts().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    try (LayeredCaches hereAll = process(hosts);
        LayeredCaches thereAll = process(hosts)) {
      CacheSettings<Long, String> settings = CacheSettings.of("rows", Long.class, String.class);
      LayeredCache<Long, String> here = hereAll.cache(settings);
      LayeredCache<Long, String> there = thereAll.cache(settings);
      List<Long> ids = LongStream.range(0, 50).boxed().toList();
      Function<Set<Long>, Map<Long, String>> loader =
          asked -> {
            Map<Long, String> loaded = new LinkedHashMap<>();
            asked.forEach(id -> loaded.put(id, read(id)));
            return loaded;
          };
      for (int round = 0; round < 3; round++) {
        String value = "value " + round;
        for (int t = 1; t <= 5; t++) {
          Tenancy tenancy = Tenancy.of(Tenant.of(t, "tenant" + t));
          ids.forEach(id -> rows.put(tenancy.label() + id, value));
          hereAll.changed(
              List.of(new Change(tenancy, LayeredCacheTest.MAIN, Set.of("rows"), Set.of())), Commit.ON_ONE_NODE);
          tenancy.run(() -> here.get(7L, this::read));
          assertThat(tenancy.call(() -> here.getAll(ids, loader)).values()).hasSize(50).containsOnly(value);
          TwoLayersTest.await(() -> tenancy.call(() -> value.equals(there.get(7L, this::read))));
          assertThat(tenancy.call(() -> there.getAll(ids, loader)).values()).hasSize(50).containsOnly(value);
          ids.forEach(id -> rows.put(tenancy.label() + id, "unnoticed"));
          assertThat(tenancy.call(() -> there.getAll(ids, loader)).values()).containsOnly(value);
          tenancy.run(() -> there.deleteAll(List.of(3L, 4L, 5L)));
          assertThat(tenancy.call(() -> there.get(4L, this::read))).isEqualTo("unnoticed");
          TwoLayersTest.await(() -> tenancy.call(() -> "unnoticed".equals(here.get(5L, this::read))));
        }
      }
      assertThat(hereAll.isWhole() && thereAll.isWhole()).isTrue();
    } finally {
      cluster.stop();
    }
  }
}
