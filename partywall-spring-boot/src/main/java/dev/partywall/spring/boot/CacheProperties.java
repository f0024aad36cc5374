package dev.partywall.spring.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Caches in the process and in Redis.
 *
 * @param enabled Whether Spring's caches are kept apart by tenants, and Partywall's own are there.
 * @param redis The layer that all processes share.
 * @param doubleDelete Deleting once more after a while, where a database has no positions to compare.
 */
public record CacheProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue Redis redis, @DefaultValue DoubleDelete doubleDelete) {

  /**
   * The layer that all processes share.
   *
   * @param enabled Whether there is one, if somebody says where Redis is.
   * @param url URL such as redis://host:6379 or rediss://user:password@host; that of partywall.sessions.redis or
   *     spring.data.redis if left out.
   * @param cluster Whether the URL is that of a node of a Redis Cluster.
   * @param prefix With what the names of the keys begin.
   * @param timeout How long an answer is waited for; without one, the database serves.
   * @param pause How long Redis is left alone after it did not answer.
   */
  public record Redis(
      @DefaultValue("true") boolean enabled,
      @Nullable String url,
      @DefaultValue("false") boolean cluster,
      @DefaultValue("partywall") String prefix,
      @DefaultValue("250ms") Duration timeout,
      @DefaultValue("500ms") Duration pause) {}

  /**
   * Deleting once more after a while.
   *
   * @param enabled Whether all caches do so that do not say otherwise.
   * @param delay After how long.
   */
  public record DoubleDelete(@DefaultValue("false") boolean enabled, @DefaultValue("3s") Duration delay) {}

  /**
   * A cache by its name. What is left out is as the application's code says.
   *
   * @param mem The layer in the process.
   * @param redis The layer in Redis.
   * @param type The class of the values of a cache of Spring's, which goes to Redis only if that is known.
   * @param negativeTtl How long it is remembered that there is no value; 0 for not at all.
   * @param refresh The part of an entry's life, from 0 to 1, after which its use lets it be loaded anew.
   * @param loadWait How long a thread waits for another one that loads the same key.
   * @param doubleDelete After how long deletes are done again; 0 for not at all.
   */
  public record Named(
      @DefaultValue Memory mem,
      @DefaultValue RedisLayer redis,
      @Nullable Class<?> type,
      @Nullable Duration negativeTtl,
      @Nullable Double refresh,
      @Nullable Duration loadWait,
      @Nullable Duration doubleDelete) {}

  /**
   * The layer in the process.
   *
   * @param ttl How long an entry lives.
   * @param sliding Whether its use lengthens its life.
   * @param maxTtl How long it lives at most, however much it is used.
   * @param size How many entries there are at most.
   */
  public record Memory(
      @Nullable Duration ttl, @DefaultValue("false") boolean sliding, @Nullable Duration maxTtl, @Nullable Long size) {}

  /**
   * The layer in Redis.
   *
   * @param enabled Whether the cache has one.
   * @param ttl How long an entry lives.
   * @param sliding Whether its use lengthens its life.
   * @param maxTtl How long it lives at most, however much it is used.
   */
  public record RedisLayer(
      @DefaultValue("true") boolean enabled,
      @Nullable Duration ttl,
      @DefaultValue("false") boolean sliding,
      @Nullable Duration maxTtl) {}
}
