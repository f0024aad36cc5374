package dev.partywall.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.Tenancy;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** Redis behind TLS, users with few rights, and sentinels. */
@Timeout(120)
class RedisAccessTest {

  /** All that the caches and the tokens need. */
  private static final String USER =
      "user app on >secret resetchannels ~partywall:* &partywall:*"
          + " +@read +@write +@scripting +@connection +@pubsub +info +time -@dangerous +info";

  private static final CacheSettings<Long, String> ROWS = CacheSettings.of("rows", Long.class, String.class);

  @TempDir Path directory;

  private final Map<Long, String> rows = new ConcurrentHashMap<>(Map.of(1L, "one"));
  private final AtomicInteger loads = new AtomicInteger();

  private String load(long id) {
    loads.incrementAndGet();
    LayeredCacheTest.noteRead("rows");
    return rows.get(id);
  }

  private String get(LayeredCache<Long, String> cache) {
    return Tenancy.of(LayeredCacheTest.ACME).call(() -> cache.get(1L, this::load));
  }

  private static LayeredCaches caches(RedisAddress address) {
    return LayeredCaches.builder().redis(address).timeout(Duration.ofSeconds(2)).pause(Duration.ofMillis(50)).build();
  }

  private static RedisServerBuilder server(Path directory) {
    return RedisServer.newRedisServer()
        .bind("127.0.0.1")
        .setting("dir " + directory)
        .setting("save \"\"")
        .onShutdownForceStop(true);
  }

  @Test
  void overTlsAUserWithFewRightsIsEnough() throws Exception {
    Certificates certificates = Certificates.in(directory);
    int port = LocalRedis.freePort();
    RedisServerBuilder builder = server(directory).port(0).setting("user default off").setting(USER);
    certificates.settings(port).forEach(builder::setting);
    RedisServer server = builder.build();
    server.start();
    RedisAddress untrusted = RedisAddress.of("rediss://app:secret@127.0.0.1:" + port);
    RedisAddress address = untrusted.withTls(certificates.tls());
    try (LayeredCaches hereAll = caches(address);
        LayeredCaches thereAll = caches(address);
        RedisTokenStore tokens = RedisTokenStore.builder(address).timeout(Duration.ofSeconds(2)).build()) {
      TwoLayersTest.await(() -> hereAll.isWhole() && thereAll.isWhole());
      LayeredCache<Long, String> here = hereAll.cache(ROWS);
      LayeredCache<Long, String> there = thereAll.cache(ROWS);
      assertThat(get(here)).isEqualTo("one");
      TwoLayersTest.await(
          () -> {
            loads.set(0);
            String _ = get(there);
            return loads.get() == 0;
          });
      rows.put(1L, "two");
      Tenancy.of(LayeredCacheTest.ACME).run(() -> here.delete(1L));
      assertThat(get(here)).isEqualTo("two");
      TwoLayersTest.await(() -> get(there).equals("two"));
      SessionKey session = new SessionKey("user:1:7");
      SessionToken token = SessionToken.of(DatasourceName.MAIN, new Position(1, 9));
      TwoLayersTest.await(() -> merged(tokens, session, token));
    }
    try (LayeredCaches all = caches(untrusted)) {
      LayeredCache<Long, String> cache = all.cache(ROWS);
      rows.put(1L, "three");
      assertThat(get(cache)).isEqualTo("three");
      assertThat(all.isWhole()).isFalse();
    } finally {
      server.stop();
    }
  }

  private static boolean merged(RedisTokenStore tokens, SessionKey session, SessionToken token) {
    try {
      tokens.merge(session, token, Duration.ofSeconds(30));
      return true;
    } catch (TokenStoreUnavailableException e) {
      return false; // it is being connected to
    }
  }

  @Test
  void afterSentinelsHaveChosenAnotherMasterNothingOldIsServed() throws IOException {
    int masterPort = LocalRedis.freePort();
    int replicaPort = LocalRedis.freePort();
    int sentinelPort = LocalRedis.freePort();
    RedisServer master = node(masterPort).build();
    RedisServer replica = node(replicaPort).slaveOf("127.0.0.1", masterPort).build();
    RedisSentinel sentinel =
        RedisSentinel.newRedisSentinel()
            .bind("127.0.0.1")
            .port(sentinelPort)
            .setting("requirepass asked")
            .setting("dir " + directory)
            .onShutdownForceStop(true)
            .build();
    master.start();
    replica.start();
    sentinel.start();
    watch(sentinelPort, masterPort);
    RedisAddress address =
        RedisAddress.of("redis-sentinel://:secret@127.0.0.1:" + sentinelPort + "/0#tenants")
            .withSentinels(new RedisAddress.Login(null, "asked"));
    try (LayeredCaches hereAll = caches(address);
        LayeredCaches thereAll = caches(address)) {
      TwoLayersTest.await(() -> hereAll.isWhole() && thereAll.isWhole());
      LayeredCache<Long, String> here = hereAll.cache(ROWS);
      LayeredCache<Long, String> there = thereAll.cache(ROWS);
      assertThat(get(here)).isEqualTo("one");
      assertThat(get(there)).isEqualTo("one");

      master.stop();
      rows.put(1L, "two");
      Tenancy.of(LayeredCacheTest.ACME).run(() -> here.delete(1L));
      assertThat(get(here)).isEqualTo("two");
      TwoLayersTest.await(() -> get(there).equals("two")); // as soon as it knows that it hears nothing
      TwoLayersTest.await(() -> hereAll.isWhole() && thereAll.isWhole());
      assertThat(role(replicaPort)).contains("role:master");
      assertThat(get(there)).isEqualTo("two");
      assertThat(get(here)).isEqualTo("two");

      rows.put(1L, "three");
      Tenancy.of(LayeredCacheTest.ACME).run(() -> there.delete(1L));
      assertThat(get(there)).isEqualTo("three");
      TwoLayersTest.await(() -> get(here).equals("three"));
    } finally {
      sentinel.stop();
      replica.stop();
      master.stop();
    }
  }

  private static String role(int port) {
    try (RedisClient client = RedisClient.create(RedisURI.create("redis://:secret@127.0.0.1:" + port));
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().info("replication");
    }
  }

  private static void watch(int sentinelPort, int masterPort) {
    try (RedisClient client = RedisClient.create();
        StatefulRedisSentinelConnection<String, String> connection =
            client.connectSentinel(RedisURI.create("redis://:asked@127.0.0.1:" + sentinelPort))) {
      RedisSentinelCommands<String, String> sentinel = connection.sync();
      String _ = sentinel.monitor("tenants", "127.0.0.1", masterPort, 1);
      String _ = sentinel.set("tenants", "auth-pass", "secret");
      String _ = sentinel.set("tenants", "down-after-milliseconds", "500");
      String _ = sentinel.set("tenants", "failover-timeout", "2000");
      // It asks every ten seconds; of whom it does not know it makes no master.
      TwoLayersTest.await(
          () ->
              sentinel.replicas("tenants").stream()
                  .anyMatch(replica -> "ok".equals(replica.get("master-link-status"))));
    }
  }

  private RedisServerBuilder node(int port) {
    return server(directory).port(port).setting("requirepass secret").setting("masterauth secret");
  }

  @Test
  void aTextThatIsNoUrlOfRedisIsRefusedWithoutThePassword() {
    assertThatThrownBy(() -> RedisAddress.of("http://app:secret@host")).isInstanceOf(IllegalArgumentException.class);
    assertThat(RedisAddress.of("redis://app:secret@host:6379").toString()).doesNotContain("secret");
  }
}
