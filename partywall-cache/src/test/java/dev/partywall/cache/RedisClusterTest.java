package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;
import redis.embedded.RedisShardedCluster;

@Timeout(30)
class RedisClusterTest {

  private static final Duration KEEP = Duration.ofSeconds(60);

  @Test
  void each_part_of_a_cluster_keeps_the_tokens_of_some_sessions() throws IOException {
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
    String url = cluster.serverPorts().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    try (RedisClusterClient client = RedisClusterClient.create("redis://127.0.0.1:" + cluster.getPort());
        StatefulRedisClusterConnection<String, String> keys = client.connect();
        RedisTokenStore store = store(url);
        RedisTokenStore other = store(url)) {
      for (int i = 0; i < 100; i++) {
        SessionKey key = new SessionKey("user:1:7:" + i);
        awaitConnected(store, key);
        awaitConnected(other, key);
        keys.sync().hset(new TokenKeys("partywall", 64).of(key)[0], "since", "1"); // as if it was so since long ago
        SessionToken token = SessionToken.of(DatasourceName.MAIN, new Position(1, i));
        store.merge(key, token, KEEP);
        assertThat(other.find(key)).isEqualTo(StoredToken.whole(token));
      }
    } finally {
      cluster.stop();
    }
  }

  private static RedisTokenStore store(String hosts) {
    return RedisTokenStore.builder(RedisAddress.cluster("redis://" + hosts))
        .keep(KEEP)
        .timeout(Duration.ofSeconds(5))
        .pause(Duration.ofMillis(20))
        .build();
  }

  private static void awaitConnected(RedisTokenStore store, SessionKey key) {
    while (true) {
      try {
        StoredToken _ = store.find(key);
        return;
      } catch (TokenStoreUnavailableException e) {
        if (String.valueOf(e.getMessage()).contains("lost")) {
          return;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new AssertionError("Still not known", e);
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
