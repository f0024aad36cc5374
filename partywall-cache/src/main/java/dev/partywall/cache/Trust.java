package dev.partywall.cache;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/**
 * That Redis is what it was, and knows of all that this process dropped. Compared by identity; ends with each break.
 */
final class Trust {

  final RedisClusterAsyncCommands<String, byte[]> commands;

  /** The memory of Redis since its last loss: entries from before are none. */
  final String life;

  /** How many keys the server had evicted; empty if that is part of its life. */
  final String evicted;

  /** From when on no lost drop matters, as {@link System#nanoTime}. */
  final long safeFrom;

  Trust(RedisClusterAsyncCommands<String, byte[]> commands, String life, String evicted, long safeFrom) {
    this.commands = commands;
    this.life = life;
    this.evicted = evicted;
    this.safeFrom = safeFrom;
  }

  boolean isAsBefore(Trust other) {
    return life.equals(other.life) && evicted.equals(other.evicted);
  }
}
