package dev.partywall.benchmarks.cache.speed;

import com.alicp.jetcache.SimpleCacheManager;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.partywall.benchmarks.Measured;
import dev.partywall.benchmarks.Measured.Operation;
import dev.partywall.benchmarks.Report;
import dev.partywall.benchmarks.cache.coherence.JetCacheCopies;
import dev.partywall.benchmarks.replicas.LocalRedis;
import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.LayeredCache;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.cache.Lifetime;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.config.Config;

/** One thread, one tenant: hits in the process and in Redis, and misses, each beside what is below it. */
public final class Speed {

  private static final int KEYS = 1_000;
  private static final Tenant TENANT = Tenant.of(1, "acme");

  private final boolean quick;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final StringBuilder table =
      new StringBuilder(String.format(Locale.ROOT, "%-28s %12s %12s %10s%n", "", "below, ns", "more, ns", "ratio"));
  private long next;
  private long seen;

  private Speed(boolean quick) {
    this.quick = quick;
  }

  /** Measures. */
  public static Report run(boolean quick) throws Exception {
    Speed speed = new Speed(quick);
    try (PostgresServer server = PostgresServer.builder().durable(true).start();
        LocalRedis redis = LocalRedis.start();
        RedisClient client = RedisClient.create(RedisURI.create(redis.url()));
        StatefulRedisConnection<String, String> connection = client.connect()) {
      TestDatabase database = server.database("speed");
      database.execute(
          """
          create table product (tenant_id bigint not null, id bigint not null, name text not null,
            primary key (tenant_id, id));
          insert into product select 1, i, 'product number ' || i from generate_series(0, 200000) i;
          """);
      database.execute("vacuum analyze product");
      PoolSettings pool = PoolSettings.of(database.jdbcUrl(), database.username(), database.password());
      try (TenantDataSource door = TenantDataSource.builder().datasource("main", pool).build();
          LayeredCaches caches = LayeredCaches.builder().redis(redis.url()).build()) {
        caches.use(door.sessions());
        door.listen(caches);
        Scope.empty()
            .with(Tenancy.of(TENANT))
            .<Integer, Exception>call(
                () -> {
                  speed.measure(door, caches, redis.url(), connection.sync());
                  return 0;
                });
      }
    }
    return speed.report();
  }

  private Report report() {
    json.put("seen", seen);
    return new Report(table.toString(), json);
  }

  private void measure(TenantDataSource door, LayeredCaches caches, String url, RedisCommands<String, String> redis)
      throws Exception {
    Cache<String, String> caffeine =
        Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(10)).build();
    LayeredCache<Long, String> inProcess =
        caches.cache(
            CacheSettings.of("in-process", Long.class, String.class).withProcess(Lifetime.of(Duration.ofMinutes(10))));
    LayeredCache<Long, String> inRedis =
        caches.cache(
            CacheSettings.of("in-redis", Long.class, String.class).withProcess(Lifetime.of(Duration.ofNanos(1))));
    for (long key = 0; key < KEYS; key++) {
      caffeine.put(Long.toString(key), name(door, key));
      Object _ = redis.set("plain:" + key, '"' + name(door, key) + '"');
      Object _ = inProcess.get(key, id -> unchecked(door, id));
      Object _ = inRedis.get(key, id -> unchecked(door, id));
    }
    Operation plain = () -> use(caffeine.getIfPresent(Long.toString(key())));
    compare("process_hit", plain, () -> use(inProcess.get(key(), id -> unchecked(door, id))), true);
    Operation get = () -> use(redis.get("plain:" + key()));
    compare("redis_hit", get, () -> use(inRedis.get(key(), id -> unchecked(door, id))), false);
    peers(door, url, plain, get);
    Operation query = () -> use(name(door, KEYS + next++ % 190_000));
    compare("miss", query, () -> use(inProcess.get(KEYS + next++ % 190_000, id -> unchecked(door, id))), false);
  }

  private void peers(TenantDataSource door, String url, Operation plain, Operation get) throws Exception {
    RedisClient client = RedisClient.create(RedisURI.create(url));
    try (SimpleCacheManager manager = JetCacheCopies.manager(client)) {
      com.alicp.jetcache.Cache<String, Long> cache = JetCacheCopies.cache(manager, Duration.ofMinutes(5));
      for (long key = 0; key < KEYS; key++) {
        cache.put(Long.toString(key), key);
      }
      compare("process_hit_jetcache", plain, () -> use(cache.get(Long.toString(key()))), true);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
    Config config = new Config();
    config.useSingleServer().setAddress(url);
    RedissonClient redisson = Redisson.create(config);
    try {
      RLocalCachedMap<String, String> map =
          redisson.getLocalCachedMap(LocalCachedMapOptions.<String, String>name("speed").cacheSize(10_000));
      for (long key = 0; key < KEYS; key++) {
        Object _ = map.put(Long.toString(key), name(door, key));
      }
      compare("process_hit_redisson", plain, () -> use(map.get(Long.toString(key()))), true);
      map.clearLocalCache();
      RLocalCachedMap<String, String> always =
          redisson.getLocalCachedMap(
              LocalCachedMapOptions.<String, String>name("speed").cacheSize(1).timeToLive(Duration.ofMillis(1)));
      compare("redis_hit_redisson", get, () -> use(always.get(Long.toString(key()))), false);
    } finally {
      redisson.shutdown();
    }
  }

  private void compare(String name, Operation below, Operation ours, boolean inProcess) throws Exception {
    int blocks = quick ? 9 : 61;
    Measured[] measured = Measured.interleaved(blocks, inProcess ? 50_000 : 1_000, below, ours);
    double base = measured[0].nanos();
    double more = measured[1].nanos();
    double ratio = (base + more) / base;
    json.put(
        name,
        Map.of(
            "below_ns", Math.round(base),
            "more_ns", Math.round(more),
            "more_cpu_ns", Math.round(measured[1].cpu()),
            "more_bytes", Math.round(measured[1].bytes()),
            "ratio", Math.round(ratio * 1000) / 1000.0));
    table.append(String.format(Locale.ROOT, "%-28s %12.0f %12.0f %10.3f%n", name, base, more, ratio));
  }

  private long key() {
    return next++ % KEYS;
  }

  private void use(@Nullable Object value) {
    seen += value == null ? 0 : 1;
  }

  private static String unchecked(TenantDataSource door, long id) {
    try {
      return name(door, id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(TenantDataSource door, long id) throws SQLException {
    try (Connection connection = door.getConnection();
        PreparedStatement select = connection.prepareStatement("select name from product where id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
