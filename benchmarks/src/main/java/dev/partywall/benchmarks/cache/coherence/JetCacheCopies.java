package dev.partywall.benchmarks.cache.coherence;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.SimpleCacheManager;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.JetCacheCodec;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.alicp.jetcache.template.CacheBuilderTemplate;
import com.alicp.jetcache.template.NotifyMonitorInstaller;
import com.alicp.jetcache.template.QuickConfig;
import dev.partywall.core.Tenancy;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JetCache in two layers, which tells the other processes what changed. */
public final class JetCacheCopies implements Copies {

  private static final String AREA = "default";

  private final Counters counters;
  private final RedisClient client;
  private final SimpleCacheManager manager;
  private final Cache<String, Long> cache;

  JetCacheCopies(Counters counters, String url) {
    this.counters = counters;
    this.client = RedisClient.create(RedisURI.create(url));
    this.manager = manager(client);
    this.cache = cache(manager, Lives.PROCESS);
  }

  /** What makes caches in two layers. */
  @SuppressWarnings("unchecked") // its codec is raw
  public static SimpleCacheManager manager(RedisClient client) {
    SimpleCacheManager manager = new SimpleCacheManager();
    RedisLettuceCacheBuilder<?> remote =
        RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
            .redisClient(client)
            .pubSubConnection(client.connectPubSub(new JetCacheCodec()))
            .broadcastChannel("jetcache")
            .keyPrefix("jetcache:")
            .valueEncoder(JavaValueEncoder.INSTANCE)
            .valueDecoder(JavaValueDecoder.INSTANCE);
    CacheBuilder local = CaffeineCacheBuilder.createCaffeineCacheBuilder().limit(10_000);
    CacheBuilderTemplate template = template(Map.of(AREA, local), Map.of(AREA, remote));
    template.getCacheMonitorInstallers().add(new NotifyMonitorInstaller(_ -> remote));
    manager.setCacheBuilderTemplate(template);
    return manager;
  }

  @SuppressWarnings({"unchecked", "varargs"}) // its constructor takes an array of maps
  private static CacheBuilderTemplate template(Map<String, CacheBuilder> local, Map<String, CacheBuilder> remote) {
    return new CacheBuilderTemplate(false, local, remote);
  }

  /** A cache of numbers. */
  public static Cache<String, Long> cache(SimpleCacheManager manager, Duration process) {
    return manager.getOrCreateCache(
        QuickConfig.newBuilder("counters")
            .cacheType(CacheType.BOTH)
            .localExpire(process)
            .expire(Lives.REDIS)
            .syncLocal(true)
            .build());
  }

  @Override
  public String name() {
    return "jetcache";
  }

  private static String key(long row) {
    return Tenancy.current().label() + ":" + row;
  }

  @Override
  public Seen read(long row) throws SQLException {
    boolean[] loaded = new boolean[1];
    try {
      @Nullable Long version =
          cache.computeIfAbsent(
              key(row),
              _ -> {
                loaded[0] = true;
                try {
                  return counters.read(row);
                } catch (SQLException e) {
                  throw new LoadException(e);
                }
              });
      return new Seen(version == null ? 0 : version, loaded[0]);
    } catch (LoadException e) {
      throw e.reason();
    }
  }

  @Override
  public long write(long row) throws SQLException {
    long version = counters.write(row);
    boolean _ = cache.remove(key(row));
    return version;
  }

  @Override
  public void close() {
    manager.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
