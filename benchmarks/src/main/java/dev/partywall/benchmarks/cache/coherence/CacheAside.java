package dev.partywall.benchmarks.cache.coherence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.partywall.core.Tenancy;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cache-aside as it is written by hand: Caffeine before Redis; after a write the copies are deleted, and the other
 * processes are told. With a second delete after a while, if wanted.
 */
final class CacheAside implements Copies {

  private static final Duration TIMEOUT = Duration.ofMillis(200);

  private final String name;
  private final boolean again;
  private final Counters counters;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> redis;
  private final StatefulRedisPubSubConnection<String, String> messages;
  private final Cache<String, Long> process =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Lives.PROCESS).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /**
   * @param again whether copies are deleted a second time
   */
  CacheAside(String name, Counters counters, String url, boolean again) {
    this.name = name;
    this.again = again;
    this.counters = counters;
    RedisURI address = RedisURI.create(url);
    address.setTimeout(TIMEOUT);
    this.client = RedisClient.create(address);
    client.setOptions(
        ClientOptions.builder().disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS).build());
    this.redis = client.connect();
    this.messages = client.connectPubSub();
    messages.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String key) {
            process.invalidate(key);
          }
        });
    messages.sync().subscribe(name);
  }

  @Override
  public String name() {
    return name;
  }

  private String key(long row) {
    return name + ":" + Tenancy.current().label() + ":" + row;
  }

  @Override
  public Seen read(long row) throws SQLException {
    String key = key(row);
    Long known = process.getIfPresent(key);
    if (known != null) {
      return new Seen(known, false);
    }
    try {
      String stored = redis.sync().get(key);
      if (stored != null) {
        long version = Long.parseLong(stored);
        process.put(key, version);
        return new Seen(version, false);
      }
    } catch (RedisException e) {
      return new Seen(counters.read(row), true);
    }
    long version = counters.read(row);
    try {
      String _ = redis.sync().set(key, Long.toString(version), SetArgs.Builder.px(Lives.REDIS));
    } catch (RedisException e) {
      // The process keeps it.
    }
    process.put(key, version);
    return new Seen(version, true);
  }

  @Override
  public long write(long row) throws SQLException {
    long version = counters.write(row);
    String key = key(row);
    delete(key);
    if (again) {
      Object _ = timer.schedule(() -> delete(key), Lives.AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
    return version;
  }

  private void delete(String key) {
    try {
      Long _ = redis.sync().del(key);
      Long _ = redis.sync().publish(name, key);
    } catch (RedisException e) {
      // Nobody can be told.
    }
    process.invalidate(key);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
