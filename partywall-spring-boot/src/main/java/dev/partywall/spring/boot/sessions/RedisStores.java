package dev.partywall.spring.boot.sessions;

import dev.partywall.cache.RedisTokenStore;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SessionProperties;

/** Stores of tokens in Redis. A class of its own, since not every application has the module for Redis. */
final class RedisStores {

  private RedisStores() {}

  static RedisTokenStore of(PartywallSettings settings, RedisAccess access) {
    SessionProperties.Redis redis = settings.sessions().redis();
    return RedisTokenStore.builder(RedisAddresses.of(access))
        .prefix(redis.prefix())
        .timeout(redis.timeout())
        .keep(settings.keep())
        .build();
  }
}
